import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ADMINS, archives, creates, date, restores, text, updates } from "../common/declare.js";
import { Discreet } from "../common/discreet.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { ErasedWith } from "../common/personal.js";
import { CalendarDate } from "../common/scalars.js";
import { boundId } from "../common/uuid-of.js";
import { Person } from "../tenancy/person.js";
import { notACoach } from "../tenancy/refusals.js";

/** How many days before its end a coach is warned of it. */
export const CREDENTIAL_WARNING_DAYS = 60;

export const CredentialStatus = wordsOf(
  "CredentialStatus",
  "Whether a credential is valid today, in the firm's time zone.",
  {
    VALID: "It is valid for more than 60 days, or has no end.",
    EXPIRING: "It is valid for at most 60 days.",
    EXPIRED: "It is valid no longer.",
  },
);
export type CredentialStatus = WordOf<typeof CredentialStatus>;

export const CredentialOrder = ordersOf("CredentialOrder", "How credentials can be sorted.", {
  VALID_UNTIL: ["Soonest end first. Those without an end come last.", "Latest end first."],
  CREATED: ["Oldest record first.", "Newest record first."],
});

const isOwn: RowCondition = (credential, sql) => `${credential}.person_id = ${sql.person}`;

/** Others see what somebody has now. */
const standingOf =
  (scope: string): RowCondition =>
  (credential, sql) =>
    `(${credential}.archived_at is null and ${credential}.person_id in (select id from ${sql.scope(scope)}))`;

const details = { ...toManagers, COACH: isOwn };
const betweenFirmAndCoach = "Null for anybody but owners, admins, program managers and the coach.";

/** What a body of the profession has certified of a coach or mentor, such as a PCC of the ICF. */
@Reads({
  prefix: "credential",
  visible: {
    ...toManagers,
    COACH: (credential, sql) => `(${isOwn(credential, sql)} or ${standingOf("coached_people")(credential, sql)})`,
    CLIENT: standingOf("joined_people"),
    "people:read": true,
  },
  rights: { number: details, updatedAt: details, version: details },
  // Everybody who sees a credential sees the person.
  implied: { person: true },
  expressions: {
    status: (credential, sql) => statusOf(credential, sql.today),
  },
  sorts: { validUntil: { sql: endOf, type: "date" } },
  orders: { VALID_UNTIL: ["validUntil"], CREATED: [] },
  filters: {
    personId: {
      where: (credential, id: Input<string>, sql) => `${credential}.person_id = ${boundId(sql, Person, id)}`,
    },
    status: {
      isSkewed: true,
      // In days, which an index has.
      where: (credential, status: Input<string>, sql) => {
        const [end, wanted] = [endOf(credential), sql.bind(status, "text")];
        const last = `${sql.today} + ${CREDENTIAL_WARNING_DAYS}`;
        return `(${wanted} = 'EXPIRED' and ${end} < ${sql.today}
          or ${wanted} = 'EXPIRING' and ${end} >= ${sql.today} and ${end} <= ${last}
          or ${wanted} = 'VALID' and ${end} > ${last})`;
      },
    },
    validBefore: {
      isSkewed: true,
      where: (credential, day: Input<string>, sql) => `${credential}.valid_until < ${sql.bind(day, "date")}`,
    },
  },
})
@ErasedWith("personId")
@Entity("credential")
@ObjectType({
  implements: Node,
  description: "What a body of the profession has certified of a coach or mentor.",
})
export class Credential extends Node {
  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The coach or mentor.", { settable: true, fixed: true })
  person?: Person;

  @Attribute("text", "Who certified it, such as ICF or EMCC.", { settable: text(200) })
  body!: string;

  @Attribute("text", "The level, such as PCC.", { nullable: true, settable: text(100) })
  level!: string | null;

  @Attribute("text", `The number of the certificate. ${betweenFirmAndCoach}`, { nullable: true, settable: text(100) })
  number!: string | null;

  @Attribute("date", "The last day on which it is valid. Null if it has no end.", { nullable: true, settable: date })
  validUntil!: string | null;

  /** The end of which the coach was warned, so that they are warned of it once. */
  @Discreet()
  @Column("date", { nullable: true })
  warnedFor!: string | null;

  @Attribute("timestamptz", "When it was archived; it does not count any more. Null if it does.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt(betweenFirmAndCoach)
  updatedAt!: Date;

  @Version(betweenFirmAndCoach)
  version!: number;
}

/** The last day; never for one without an end. */
function endOf(credential: string): string {
  return `coalesce(${credential}.valid_until, 'infinity'::date)`;
}

function statusOf(credential: string, today: string): string {
  return `case when ${credential}.valid_until < ${today} then 'EXPIRED'
    when ${credential}.valid_until <= ${today} + ${CREDENTIAL_WARNING_DAYS} then 'EXPIRING' else 'VALID' end`;
}

field(Credential, "status", () => CredentialStatus, "Whether it is valid today.");

@InputType({ description: "Filters credentials." })
export class CredentialFilter {
  @Field(() => ID, { nullable: true, description: "Credentials of this coach or mentor." })
  personId?: string | null;

  @Field(() => CredentialStatus, { nullable: true, description: "Credentials that are in this status today." })
  status?: CredentialStatus | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "Credentials whose last day is before this date. Those without an end have none.",
  })
  validBefore?: string | null;
}

hasMany(Person, "credentials", Credential, {
  by: "personId",
  filter: () => CredentialFilter,
  order: CredentialOrder,
  orderBy: "VALID_UNTIL",
  description: "What is certified of the coach or mentor. Empty for sponsors and finance.",
});

const roles = [...ADMINS, "COACH"] as const;

export const CreateCredential = creates("createCredential", Credential, {
  owner: "gateway",
  description:
    "Adds a credential of a coach or mentor. Coaches add their own. The coach gets an e-mail 60 days before it ends.",
  roles,
  refusals: notACoach,
});

export const UpdateCredential = updates("updateCredential", Credential, {
  owner: "gateway",
  description:
    "Changes a credential, such as its last day when it was renewed. Fields that you leave out stay the same. Coaches change their own.",
  roles,
});

export const ArchiveCredential = archives("archiveCredential", Credential, {
  owner: "gateway",
  description: "Archives a credential, so that it does not count any more. Coaches archive their own.",
  roles,
});

export const RestoreCredential = restores("restoreCredential", Credential, {
  owner: "gateway",
  description: "Restores an archived credential. Coaches restore their own.",
  roles,
});
