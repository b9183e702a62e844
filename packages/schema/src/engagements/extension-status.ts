import { type WordOf, wordsOf } from "../common/enums.js";
import type { Move } from "../common/move.js";
import { memberOnSql } from "./membership-days.js";

export const ExtensionStatus = wordsOf("ExtensionStatus", "The status of an extension.", {
  PROPOSED: "The other side has not answered yet.",
  ACCEPTED: "The other side agreed, and the last day has moved.",
  DECLINED: "The other side declined.",
  WITHDRAWN: "The proposer withdrew it.",
  EXPIRED:
    "Nobody answered before the proposed day, the end of the engagement, a change of its last day to that day or a later one, or the proposer's leaving.",
});
export type ExtensionStatus = WordOf<typeof ExtensionStatus>;

/** A step of an extension's life. */
export interface ExtensionMove extends Move<ExtensionStatus> {
  /** Who takes it. `TIME` is nobody: it follows from something else. */
  readonly by: "OTHER_SIDE" | "PROPOSER" | "TIME";
}

/** Every step of an extension's life, as what then has happened to it. Its event has the same name: `extension.accepted`. */
export const extensionMoves = {
  accepted: { from: ["PROPOSED"], to: "ACCEPTED", by: "OTHER_SIDE" },
  declined: { from: ["PROPOSED"], to: "DECLINED", by: "OTHER_SIDE" },
  withdrawn: { from: ["PROPOSED"], to: "WITHDRAWN", by: "PROPOSER" },
  expired: { from: ["PROPOSED"], to: "EXPIRED", by: "TIME" },
} as const satisfies Readonly<Record<string, ExtensionMove>>;

export type ExtensionMoveName = keyof typeof extensionMoves;

/**
 * SQL: whether a proposed extension can still be accepted: the engagement goes on, the proposed day is not over and later than its
 * last day, and the proposer is still in it.
 *
 * @param firm the firm's id, and `today` its day, in SQL
 */
export function openExtensionSql(
  extension: string,
  firm: string,
  today: string,
  alias: (table: string) => string = (table) => `open_${table}`,
): string {
  const [e, c, p] = [alias("engagement"), alias("engagement_coach"), alias("engagement_participant")];
  const isIn = (table: string, row: string) => `exists (select 1 from ${table} ${row}
    where ${row}.firm_id = ${firm} and ${row}.engagement_id = ${extension}.engagement_id
      and ${row}.person_id = ${extension}.proposed_by_id and ${memberOnSql(row, today)})`;
  return `(${extension}.ends_on >= ${today}
    and exists (select 1 from engagement ${e} where ${e}.firm_id = ${firm} and ${e}.id = ${extension}.engagement_id
      and ${e}.status in ('ACTIVE', 'PAUSED') and ${e}.ends_on < ${extension}.ends_on)
    and case when ${extension}.side = 'COACH' then ${isIn("engagement_coach", c)}
      else ${isIn("engagement_participant", p)} end)`;
}
