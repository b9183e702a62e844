import { Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../common/connections.js";
import { Discreet } from "../common/discreet.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { EVERYBODY, MANAGERS, Role, toManagers } from "../common/grants.js";
import { NamesPerson } from "../common/names-person.js";
import { Node, TenantRow } from "../common/node.js";
import { FoundBy } from "../common/search/found-by.js";
import { searches, SearchText } from "../common/search/search-filter.js";
import { PartOf } from "../common/part-of.js";
import { ERASED_NAME, Impersonal, OfPerson } from "../common/personal.js";
import { UpdatedSince } from "../common/updated-since.js";
import { TimeZone } from "../common/scalars.js";
import { Organization } from "./organization.js";
import { personFilters } from "./person-filters.js";
import { Team } from "./team.js";

export const PersonOrder = ordersOf("PersonOrder", "How people can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

export const PersonStatus = wordsOf("PersonStatus", "Whether a person can sign in to the firm.", {
  NOT_INVITED: "Cannot sign in and has no invitation.",
  INVITED: "Was invited by e-mail and has not accepted yet. The invitation may have expired.",
  ACTIVE: "Can sign in.",
  DEACTIVATED: "Could sign in before, and no longer can.",
  ERASED: "Was erased. Only what the person did is left, without a name.",
});
export type PersonStatus = WordOf<typeof PersonStatus>;

const isSelf: RowCondition = (person, sql) => `${person}.id = ${sql.person}`;

/** Finance sees only people's names. */
const notFinance = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "people:read"];
const profile = ["externalId", "email", "timeZone", "locale", "roles", "organization", "team", "createdAt"];

/** Who arranges sessions with others sees who they are and in which zone they live, and all of themselves. */
export const PERSON_TO_ARRANGE = {
  name: true,
  timeZone: true,
  ...Object.fromEntries(
    ["email", "locale", "roles", "createdAt", "sharesBusyTime", "getsReminders"].map((own) => [own, isSelf]),
  ),
} as const;
const toAssistants = {
  ...PERSON_TO_ARRANGE,
  delegates: true,
  delegations: true,
} as const;

const managed = [...MANAGERS, "people:read"];

/** Somebody in a firm: a coach, a client, a sponsor or a member of staff. */
@Reads({
  prefix: "person",
  visible: {
    ...toManagers,
    FINANCE: true,
    "people:read": true,
  },
  only: { ASSISTANT: toAssistants },
  rights: {
    ...Object.fromEntries(profile.map((field) => [field, notFinance])),
    status: managed,
    // They tell that something changed which only these see.
    updatedAt: managed,
    version: managed,
    formerIds: managed,
    sharesBusyTime: Object.fromEntries(EVERYBODY.map((role) => [role, isSelf])),
    getsReminders: Object.fromEntries(EVERYBODY.map((role) => [role, isSelf])),
  },
  presentId: (id, sql) => {
    const row = sql.alias("merged");
    const present = `select ${row}.person_id from merged_person ${row} where ${row}.firm_id = ${sql.firm} and ${row}.id = ${id}`;
    // As a query it is one value, which indexes can be searched for under row level security. An expression is not.
    return `(select coalesce((${present}), ${id}))`;
  },
  expressions: {
    formerIds: (person, sql) => {
      const row = sql.alias("merged");
      return `coalesce((select json_agg('person_' || replace(${row}.id::text, '-', '') order by ${row}.id) from merged_person ${row}
        where ${row}.firm_id = ${sql.firm} and ${row}.person_id = ${person}.id), '[]'::json)`;
    },
    roles: (person, sql) => {
      const role = sql.alias("role");
      return `coalesce((select json_agg(${role}.role order by ${role}.role) from person_role ${role} where ${role}.firm_id = ${sql.firm} and ${role}.person_id = ${person}.id), '[]'::json)`;
    },
  },
  orders: { NAME: ["name"], CREATED: ["createdAt"] },
  filters: personFilters,
  search: searches(() => Person),
})
@FoundBy({ name: "text", email: "address" })
@Entity("person")
@ObjectType({ implements: Node, description: "Somebody in a firm." })
export class Person extends Node {
  @OfPerson("id")
  @Attribute("text", "The person's id in another system. Unique in the firm.", { nullable: true })
  externalId!: string | null;

  // Of erased people, the database keeps neither address nor time zone nor language. They hold no role, and whoever holds none is
  // written to by nobody, so that code about people need not ask.
  @OfPerson("id", ERASED_NAME)
  @Attribute("text", `The name. "${ERASED_NAME}" if the person was erased.`)
  name!: string;

  @OfPerson("id")
  @Attribute("text", "The e-mail address. Unique in the firm, ignoring case. Null if the person was erased.", {
    nullable: true,
  })
  email!: string;

  /** The e-mail address in lower case, by which people are found: no index on `lower(email)` serves row level security. */
  @Impersonal()
  @Column({ type: "text", nullable: true, insert: false, update: false })
  emailLower!: string;

  @OfPerson("id")
  @Attribute("text", "The person's time zone. Null if the person was erased.", {
    as: () => TimeZone,
    nullable: true,
  })
  timeZone!: string;

  @OfPerson("id")
  @Attribute("text", "The language for e-mails to the person (BCP 47). Null if the person was erased.", {
    nullable: true,
  })
  locale!: string;

  @Field(() => [Role], { description: "The person's roles in the firm.", simple: true })
  roles?: Role[];

  @Field(() => [ID], {
    description:
      "The ids of duplicates that were merged into the person. They answer as the person. Empty for anybody but owners, admins, program managers and API keys.",
    simple: true,
  })
  formerIds?: string[];

  @Attribute("text", "Whether the person can sign in. Visible to owners, admins, program managers and API keys.", {
    as: () => PersonStatus,
    nullable: true,
    optional: false,
  })
  status!: PersonStatus;

  @Discreet()
  @Attribute(
    "boolean",
    "Whether your sessions in other firms block your time in this one, and the other way round. Other firms only learn that you are busy. Null for everybody but yourself.",
    { nullable: true, optional: false },
  )
  sharesBusyTime!: boolean;

  @Discreet()
  @Attribute("boolean", "Whether you get reminders of sessions by e-mail. Null for everybody but yourself.", {
    nullable: true,
    optional: false,
  })
  getsReminders!: boolean;

  /** The roles that a deactivated person held before. Deactivated people hold none. */
  @OfPerson("id")
  @Column("text", { array: true, nullable: true })
  formerRoles!: Role[] | null;

  /** Whether the person was deactivated because a roster named them no more. One that names them again brings them back. */
  @Column("boolean", { default: false })
  leftRoster!: boolean;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(() => Organization, "The client company that the person works for. Null if there is none.")
  organization?: Organization | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @BelongsTo(() => Team, "The person's team.")
  team?: Team | null;

  @Attribute("timestamptz", "When the person was added.", { nullable: true, optional: false })
  createdAt!: Date;

  @UpdatedAt("Null for anybody but owners, admins, program managers and API keys.")
  updatedAt!: Date;

  @Version("Null for anybody but owners, admins, program managers and API keys.")
  version!: number;
}

/** One role of one person. */
@PartOf(() => Person, "personId")
@Entity("person_role")
export class PersonRole extends TenantRow {
  @NamesPerson()
  @PrimaryColumn("uuid")
  personId!: string;

  @Impersonal()
  @PrimaryColumn("text")
  role!: Role;

  /** Whether an import gave the role. An import takes away no other. */
  @Column("boolean", { default: false })
  imported!: boolean;
}

@InputType({ description: "Filters people." })
export class PersonFilter {
  @Field(() => Role, { nullable: true, description: "People with this role." })
  role?: Role | null;

  @Field(() => PersonStatus, { nullable: true, description: "People with this sign-in access." })
  status?: PersonStatus | null;

  @Field(() => ID, { nullable: true, description: "People who work for this organization." })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: "The person with this id in another system." })
  externalId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "The people with these ids in another system, at most 100.",
  })
  externalIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: "People in this team." })
  teamId?: string | null;

  @Field(() => [Role], { nullable: true, description: "People with any of these roles." })
  anyRole?: Role[] | null;

  @Field(() => String, { nullable: true, description: "The person with this e-mail address, ignoring case." })
  email?: string | null;

  @SearchText("People found by the words of their name and, for viewers who see it, their e-mail address.")
  search?: string | null;

  @UpdatedSince("People", "deactivated")
  updatedSince?: Date | null;
}

hasMany(Organization, "people", Person, {
  by: "organizationId",
  filter: () => PersonFilter,
  order: PersonOrder,
  orderBy: "NAME",
  description: "The people who work for the organization.",
});
hasMany(Team, "people", Person, {
  by: "teamId",
  filter: () => PersonFilter,
  order: PersonOrder,
  orderBy: "NAME",
  description: "The people in the team.",
});
