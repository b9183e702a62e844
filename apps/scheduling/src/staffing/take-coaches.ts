import type { Transaction } from "@coachwork/platform";
import type { Session } from "@coachwork/schema";
import { type ReadyCoach, slotTaken } from "./coach-readiness.js";
import { takeTime } from "./coach-time.js";
import type { Objection } from "./objection.js";

/** Who could take a session. */
export interface Staff {
  /** In the order in which they are to be taken. */
  readonly coaches: readonly ReadyCoach[];
  /** How many of them it needs; no more than there are. */
  readonly needed: number;
}

/**
 * Takes the time of as many coaches as a session needs; gives their ids, in order. Where the time of one is taken the next in
 * line takes the place; where there is nobody left, that is the answer, and what was written must not be kept.
 *
 * Those written are let go again before others are tried, so that two bookings never wait for each other in a circle.
 */
export async function takeCoaches(
  transaction: Transaction,
  session: Pick<Session, "id" | "status">,
  { coaches, needed }: Staff,
): Promise<readonly string[] | Objection> {
  let left = coaches;
  for (;;) {
    const chosen = left.slice(0, needed).sort((a, b) => (a.coachId < b.coachId ? -1 : 1));
    const isLastTry = left.length <= needed;
    if (!isLastTry) await transaction.query("savepoint coaches");
    const gone = await takeTime(transaction, session, chosen);
    if (gone && isLastTry) return slotTaken(gone);
    if (gone) await transaction.query("rollback to savepoint coaches");
    if (!isLastTry) await transaction.query("release savepoint coaches");
    if (!gone) return chosen.map(({ coachId }) => coachId);
    left = left.filter(({ coachId }) => coachId !== gone);
  }
}
