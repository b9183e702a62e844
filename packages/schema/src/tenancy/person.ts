import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { EVERYBODY, MANAGERS, Role, toManagers } from "../common/grants.js";
import { Node, TenantRow } from "../common/node.js";
import { uuidOf } from "../common/uuid-of.js";
import { TimeZone } from "../common/scalars.js";
import { Organization } from "./organization.js";
import { Team } from "./team.js";

export const PersonOrder = wordsOf("PersonOrder", "Orders of people.", { NAME: "By name.", CREATED: "Oldest first." });

export const PersonStatus = wordsOf("PersonStatus", "Whether somebody can sign in to the firm.", {
  NOT_INVITED: "Cannot sign in, and has no invitation.",
  INVITED: "Was invited by letter and has not accepted yet. The invitation may have expired.",
  ACTIVE: "Can sign in.",
  DEACTIVATED: "Could sign in once, and cannot any more.",
});
export type PersonStatus = WordOf<typeof PersonStatus>;

const isSelf: RowCondition = (person, sql) => `${person}.id = ${sql.person}`;

/** All that finance learns of a person is the name. */
const notFinance = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "people:read"];
const profile = ["externalId", "email", "timeZone", "locale", "roles", "organization", "team", "createdAt"];

/** Somebody in a firm: who coaches, is coached, sponsors or runs the practice. */
@Reads({
  prefix: "person",
  visible: {
    ...toManagers,
    FINANCE: true,
    "people:read": true,
  },
  rights: {
    ...Object.fromEntries(profile.map((field) => [field, notFinance])),
    status: [...MANAGERS, "people:read"],
    sharesBusyTime: Object.fromEntries(EVERYBODY.map((role) => [role, isSelf])),
  },
  expressions: {
    roles: (person, sql) => {
      const role = sql.alias("role");
      return `coalesce((select json_agg(${role}.role order by ${role}.role) from person_role ${role} where ${role}.firm_id = ${sql.firm} and ${role}.person_id = ${person}.id), '[]'::json)`;
    },
  },
  orders: { NAME: ["name"], CREATED: ["createdAt"] },
  filters: {
    role: {
      isSkewed: true,
      reads: ["roles"],
      where: (person, role: Input<string>, sql) => {
        const row = sql.alias("role");
        return `exists (select 1 from person_role ${row} where ${row}.firm_id = ${sql.firm} and ${row}.person_id = ${person}.id and ${row}.role = ${sql.bind(role, "text")})`;
      },
    },
    organizationId: {
      reads: ["organization"],
      names: "organization",
      where: (person, id: Input<string>, sql) =>
        `${person}.organization_id = ${sql.bind(
          id.map((text) => uuidOf(Organization, text)),
          "uuid",
        )}`,
    },
    status: {
      isSkewed: true,
      reads: ["status"],
      where: (person, status: Input<string>, sql) => `${person}.status = ${sql.bind(status, "text")}`,
    },
    externalId: {
      reads: ["externalId"],
      where: (person, externalId: Input<string>, sql) => `${person}.external_id = ${sql.bind(externalId, "text")}`,
    },
    search: {
      isSkewed: true,
      where: (person, text: Input<string>, sql) =>
        `position(lower(${sql.bind(text, "text")}) in lower(${person}.name)) > 0`,
    },
  },
})
@Entity("person")
@ObjectType({ implements: Node, description: "Somebody in a firm." })
export class Person extends Node {
  @Attribute("text", "The id under which another system knows the person; unique in the firm.", { nullable: true })
  externalId!: string | null;

  @Attribute("text", "The person's name.")
  name!: string;

  @Attribute("text", "The person's e-mail address; unique in the firm, whatever its case.", {
    nullable: true,
    optional: false,
  })
  email!: string;

  @Attribute("text", "The zone the person lives in.", { as: () => TimeZone, nullable: true, optional: false })
  timeZone!: string;

  @Attribute("text", "The language to write to the person in (BCP 47).", { nullable: true, optional: false })
  locale!: string;

  @Field(() => [Role], { description: "What the person is in the firm.", simple: true })
  roles?: Role[];

  @Attribute("text", "Whether the person can sign in. For owners, admins, program managers and keys.", {
    as: () => PersonStatus,
    nullable: true,
    optional: false,
  })
  status!: PersonStatus;

  @Attribute(
    "boolean",
    "Whether sessions in other firms block your time here, and sessions here block it there. Nobody learns more than that you are busy. Null for everybody else.",
    { nullable: true, optional: false },
  )
  sharesBusyTime!: boolean;

  /** The roles of a deactivated person, who holds none. */
  @Column("text", { array: true, nullable: true })
  formerRoles!: Role[] | null;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(() => Organization, "The company the person works for, if a client company.")
  organization?: Organization | null;

  @Column("uuid", { nullable: true })
  teamId!: string | null;

  @BelongsTo(() => Team, "The team the person works in.")
  team?: Team | null;

  @Attribute("timestamptz", "When the person was added.", { nullable: true, optional: false })
  createdAt!: Date;
}

/** One role of one person. */
@Entity("person_role")
export class PersonRole extends TenantRow {
  @PrimaryColumn("uuid")
  personId!: string;

  @PrimaryColumn("text")
  role!: Role;
}

@InputType({ description: "Narrows down people." })
export class PersonFilter {
  @Field(() => Role, { nullable: true, description: "Who hold this role." })
  role?: Role | null;

  @Field(() => PersonStatus, { nullable: true, description: "Who can sign in, were invited or cannot." })
  status?: PersonStatus | null;

  @Field(() => ID, { nullable: true, description: "Who work for this organization." })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: "Who has this id in another system." })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: "Whose name contains this text, whatever its case." })
  search?: string | null;
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
  description: "The people of the team.",
});
