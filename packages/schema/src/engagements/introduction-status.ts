import { type WordOf, wordsOf } from "../common/enums.js";
import type { Move } from "../common/move.js";
import { memberOnSql } from "./membership-days.js";

export const IntroductionStatus = wordsOf("IntroductionStatus", "The status of an introduction.", {
  ASKED: "The mentee, the person they are introduced to, or both have not answered yet.",
  ACCEPTED: "Both accepted, and know each other's name and e-mail address.",
  DECLINED: "One of them declined.",
  WITHDRAWN: "The mentor withdrew it.",
  EXPIRED:
    "Not both answered before its last day, the end of the engagement, the leaving of the mentor or mentee, or the deactivation of the person.",
});
export type IntroductionStatus = WordOf<typeof IntroductionStatus>;

export const IntroductionAnswer = wordsOf("IntroductionAnswer", "What somebody answers to an introduction.", {
  ACCEPTED: "They want to be introduced.",
  DECLINED: "They do not.",
});
export type IntroductionAnswer = WordOf<typeof IntroductionAnswer>;

/** The two who are asked. */
export type IntroductionSide = "MENTEE" | "INTRODUCED";

/** A step of an introduction's life. */
export interface IntroductionMove extends Move<IntroductionStatus> {
  /** Who takes it. `TIME` is nobody: it follows from something else. */
  readonly by: "ASKED_SIDE" | "MENTOR" | "TIME";
}

/** Every step of an introduction's life, as what then has happened to it. Its event has the same name: `introduction.agreed`. */
export const introductionMoves = {
  // One side accepted, and the other has not answered yet.
  agreed: { from: ["ASKED"], to: "ASKED", by: "ASKED_SIDE" },
  accepted: { from: ["ASKED"], to: "ACCEPTED", by: "ASKED_SIDE" },
  declined: { from: ["ASKED"], to: "DECLINED", by: "ASKED_SIDE" },
  withdrawn: { from: ["ASKED"], to: "WITHDRAWN", by: "MENTOR" },
  expired: { from: ["ASKED"], to: "EXPIRED", by: "TIME" },
} as const satisfies Readonly<Record<string, IntroductionMove>>;

export type IntroductionMoveName = keyof typeof introductionMoves;

/** Days for which an introduction can be answered, with the day on which it is made. */
export const INTRODUCTION_DAYS = 30;

/**
 * SQL: whether an introduction that is asked can still be answered: its last day is not over, the engagement goes on, mentor and
 * mentee are still in it, and the other person can still be reached. Two who became one by merging need no introduction.
 *
 * @param firm the firm's id, and `today` its day, in SQL
 */
export function openIntroductionSql(
  introduction: string,
  firm: string,
  today: string,
  alias: (table: string) => string = (table) => `open_${table}`,
): string {
  const [e, c, m, p] = [
    alias("engagement"),
    alias("engagement_coach"),
    alias("engagement_participant"),
    alias("person"),
  ];
  // In a filter, PostgreSQL would otherwise read all memberships at once.
  const eachByItself = "offset 0";
  const isIn = (table: string, row: string, person: string) => `exists (select 1 from ${table} ${row}
    where ${row}.firm_id = ${firm} and ${row}.engagement_id = ${introduction}.engagement_id
      and ${row}.person_id = ${introduction}.${person} and ${memberOnSql(row, today)} ${eachByItself})`;
  return `(${introduction}.answer_by >= ${today}
    and exists (select 1 from engagement ${e} where ${e}.firm_id = ${firm} and ${e}.id = ${introduction}.engagement_id
      and ${e}.status in ('ACTIVE', 'PAUSED'))
    and ${isIn("engagement_coach", c, "mentor_id")} and ${isIn("engagement_participant", m, "mentee_id")}
    and case when ${introduction}.introduced_id is null then coalesce(position('@' in ${introduction}.outsider_email), 0) > 0
      else exists (select 1 from person ${p} where ${p}.firm_id = ${firm} and ${p}.id = ${introduction}.introduced_id
        and ${p}.status = 'ACTIVE' and ${p}.id not in (${introduction}.mentor_id, ${introduction}.mentee_id)) end)`;
}

/** SQL: whether the introduction `$2` of the firm `$1`, which is asked, can still be answered at the instant `$3`, as `isOpen`. */
export const introductionOpenSql = `
  select ${openIntroductionSql("x", "$1::uuid", "($3::timestamptz at time zone f.time_zone)::date")} as "isOpen"
  from introduction x join firm f on f.firm_id = $1::uuid
  where x.firm_id = $1::uuid and x.id = $2::uuid`;
