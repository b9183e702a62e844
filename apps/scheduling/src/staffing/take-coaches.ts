import type { Transaction } from "@coachwork/platform";
import type { Session } from "@coachwork/schema";
import { type ReadyCoach, slotTaken } from "./coach-readiness.js";
import { takeTime } from "./coach-time.js";
import type { Objection } from "./objection.js";

/** The coaches who could take a session. */
export interface Staff {
  /** In the order in which to choose them. */
  readonly coaches: readonly ReadyCoach[];
  /** How many of them it needs; no more than there are. */
  readonly needed: number;
}

/**
 * Takes the time of as many coaches as a session needs, and returns their ids, in order. If a coach's time is taken, the
 * next in line replaces them. If nobody is left, it returns that, and nothing that was written may be kept.
 *
 * Written ones are released before others are tried, so that two bookings never deadlock.
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
