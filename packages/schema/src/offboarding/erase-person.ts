import { Field, Int, ObjectType } from "type-graphql";
import { ADMINS, changed, idOf, listed, mutation, required } from "../common/declare.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Person } from "../tenancy/person.js";

export const KeptKind = wordsOf("KeptKind", "What is kept of a person who was erased.", {
  ENGAGEMENTS: "When they coached or took part in engagements.",
  SESSIONS: "Which sessions they coached.",
  ATTENDANCE: "Which sessions they were expected at, and whether they came.",
  LEDGER_ENTRIES: "Entries in ledgers that they recorded.",
  NOTES: "Notes that they wrote for others, as a coach.",
  SIGNATURES: "Signatures under agreements, with the texts that were signed.",
  DECISIONS: "Changes of engagements' status, and requests to join, that they decided.",
  EVENTS: "Events in the firm's log that they caused.",
});
export type KeptKind = WordOf<typeof KeptKind>;

@ObjectType({
  description: "Records that are kept of a person who was erased. They show a placeholder instead of a name.",
})
export class KeptRecords {
  @Field(() => KeptKind, { description: "What they are.", simple: true })
  kind!: KeptKind;

  @Field(() => Int, { description: "How many there are.", simple: true })
  count!: number;

  @Field(() => String, { description: "Why they are kept.", simple: true })
  reason!: string;
}

export const ErasePerson = mutation("erasePerson", {
  owner: "gateway",
  description:
    "Erases a deactivated person for good. Name, addresses, calendars, letters and the sign-in go, and so does every text about them alone. Other texts lose their name. What they did stays, without a name, so that bills, attendance and the log remain whole. Erasing again changes nothing. Only an owner can erase an owner.",
  roles: ADMINS,
  keys: "none",
  input: { personId: required(idOf(Person), "The person. Deactivate them first.") },
  refusals: { NOT_DEACTIVATED: "The person is not deactivated." },
  result: {
    person: changed(Person, "The person, now erased."),
    kept: listed<KeptRecords>(
      () => KeptRecords,
      "What was kept, and why. Kinds of which there is nothing are left out.",
    ),
  },
});
