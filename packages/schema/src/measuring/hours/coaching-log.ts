import { Field, Int, ObjectType } from "type-graphql";
import { argumentsOf, date, idOf, required, wordOf } from "../../common/declare.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { CalendarDate } from "../../common/scalars.js";
import { EngagementFormat } from "../../engagements/words.js";
import { Person } from "../../tenancy/person.js";

const of = {
  coachId: required(idOf(Person), "The coach."),
  from: required(date, "Sessions on this date or later, each in its own time zone."),
  until: required(date, "Sessions on this date or earlier."),
};

/** The arguments of `coachingLog`. */
export const CoachingLogOf = argumentsOf(of);

export const CoachingLogFormat = wordsOf("CoachingLogFormat", "A document that proves coaching hours.", {
  ICF_CSV: "The client coaching log of the ICF, as a table: a line for each client who consented, with contact data.",
  ICF_PDF: "The same log as a PDF, to be signed by the coach.",
  LETTER_PDF:
    "A letter of the firm, which confirms the hours without naming clients. The ICF takes it from coaches who are employed.",
  EMCC_CSV:
    "The evidence of practice for an EMCC accreditation, as a table: coaching and mentoring by client, without names.",
  EMCC_PDF: "The same evidence as a PDF, with the supervision in these days.",
});
export type CoachingLogFormat = WordOf<typeof CoachingLogFormat>;

/** The arguments of `coachingLogFile`. */
export const CoachingLogFileOf = argumentsOf({
  ...of,
  format: required(wordOf(CoachingLogFormat), "The document."),
});

/**
 * A line of the ICF's client coaching log: name, contact data, one or many, how many in the group, first and last day, paid and pro
 * bono hours. A client of several individual engagements has one line. Each group or team has a line with one contact.
 */
@ObjectType({
  description:
    "A line of a coach's log: a client's individual sessions, or those of an engagement with a group or team. It counts what `CoachingHours` counts.",
})
export class CoachingLogEntry {
  @Field(() => String, {
    nullable: true,
    description:
      "The client. In a group or team, the first by name of those who came and consented. Null if nobody consented.",
    simple: true,
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Their e-mail address. Null if nobody consented.", simple: true })
  email!: string | null;

  @Field(() => EngagementFormat, { description: "Whether it is with one person, a group or a team.", simple: true })
  format!: EngagementFormat;

  @Field(() => Int, { description: "How many different people came.", simple: true })
  clients!: number;

  @Field(() => CalendarDate, { description: "The date of the first session.", simple: true })
  firstOn!: string;

  @Field(() => CalendarDate, { description: "The date of the last session.", simple: true })
  lastOn!: string;

  @Field(() => Int, { description: "Paid minutes, in whatever way they were paid.", simple: true })
  paidMinutes!: number;

  @Field(() => Int, { description: "Minutes in pro bono engagements.", simple: true })
  proBonoMinutes!: number;

  @Field(() => Int, { description: "The number of sessions.", simple: true })
  sessions!: number;
}

@ObjectType({
  description: "A coach's log of client coaching hours. It names only clients who consented; see `askForHoursConsent`.",
})
export class CoachingLog {
  @Field(() => [CoachingLogEntry], { description: "The lines, those with a name first, by name.", simple: true })
  entries!: readonly CoachingLogEntry[];

  @Field(() => Int, {
    description: "Minutes in lines without a name. An ICF log cannot list them until somebody consents.",
    simple: true,
  })
  minutesWithoutConsent!: number;
}
