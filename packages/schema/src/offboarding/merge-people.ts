import { Field, Int, ObjectType } from "type-graphql";
import { ADMINS, changed, flag, idOf, listed, mutation, required, usual } from "../common/declare.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Person } from "../tenancy/person.js";

export const MergedKind = wordsOf("MergedKind", "What a duplicate has.", {
  ROLES: "Roles.",
  PROFILES: "Profiles as a coach or client, and credentials.",
  ENGAGEMENTS: "Memberships in engagements, and requests to join.",
  AGREEMENTS: "Agreements that they are asked to sign, and their signatures.",
  PROGRAMS: "Programs that they were chosen for, and places in cohorts.",
  SESSIONS: "Sessions and series that they coach.",
  ATTENDANCE: "Attendance at sessions.",
  SEATS: "Seats in sessions, and places on waiting lists.",
  NOTES: "Notes, with their earlier texts, takeaways and feedback.",
  SURVEYS: "Surveys that they are asked to answer.",
  CONSENTS: "Consents to be named in coaches' logs of hours.",
  HOURS: "Working hours, time off and travel.",
  CALENDARS: "Busy calendars and calendar feeds.",
  LETTERS: "E-mails about sessions, and invitations.",
  RECORDS: "Records that say who booked, moved, decided or recorded something, and API keys.",
});
export type MergedKind = WordOf<typeof MergedKind>;

export const DroppedValue = wordsOf("DroppedValue", "What a person can have one of.", {
  NAME: "The name.",
  EMAIL: "The e-mail address.",
  EXTERNAL_ID: "The id in another system.",
  ORGANIZATION: "The organization, with the team.",
  TIME_ZONE: "The time zone.",
  LOCALE: "The language.",
});
export type DroppedValue = WordOf<typeof DroppedValue>;

@ObjectType({ description: "Records that follow a duplicate to the person who stays." })
export class MovedRecords {
  @Field(() => MergedKind, { description: "What they are.", simple: true })
  kind!: MergedKind;

  @Field(() => Int, { description: "How many there are.", simple: true })
  count!: number;
}

@ObjectType({ description: "What both people have, and one person can have once." })
export class ResolvedConflict {
  @Field(() => MergedKind, { description: "What it is.", simple: true })
  kind!: MergedKind;

  @Field(() => Int, { description: "How often.", simple: true })
  count!: number;

  @Field(() => String, { description: "What stays.", simple: true })
  rule!: string;
}

export const MergePeople = mutation("mergePeople", {
  owner: "gateway",
  description:
    "Merges a duplicate into the person who stays, for good. Everything that the duplicate has follows: engagements, sessions, attendance, notes, records. The duplicate's id answers as the person from then on. What was shared with the duplicate before can be read by the person once a coach shares it. The duplicate must not sign in. Nobody merges themselves. Only an owner can merge an owner.",
  roles: ADMINS,
  keys: "none",
  input: {
    keepId: required(idOf(Person), "The person who stays."),
    duplicateId: required(idOf(Person), "The duplicate. Afterwards there is no such person any more."),
    dryRun: usual(
      flag,
      false,
      "Whether to only report what would follow. Nothing is changed, and nobody is told. An idempotency key is used up by it.",
    ),
  },
  refusals: {
    ERASED: "One of them was erased.",
    DEACTIVATED: "The person who is to stay is deactivated, and the duplicate is not.",
    TWO_SIGN_INS: "Both sign in. What either wrote is theirs alone.",
    DUPLICATE_SIGNS_IN: "The duplicate signs in, and the person who is to stay does not.",
    REPORTS_TO: "One reports to the other, directly or through others.",
    BOTH_SIDES: "One coaches an engagement in which the other takes part.",
    DOUBLE_BOOKED: "They have different sessions at the same time.",
    HOLDS_SLOT: "The duplicate holds a slot.",
  },
  result: {
    person: changed(Person, "The person who stays."),
    moved: listed<MovedRecords>(() => MovedRecords, "What follows. Kinds of which there is nothing are left out."),
    resolved: listed<ResolvedConflict>(() => ResolvedConflict, "What both have, and what stays of it."),
    dropped: listed<DroppedValue>(() => DroppedValue, "Values of the duplicate that differ and are not kept."),
  },
});
