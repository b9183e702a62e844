import type { Transaction } from "@coachwork/platform";
import { type Session, SessionCoach, takesTime } from "@coachwork/schema";
import { rangeText, type ReadyCoach, slotTaken } from "./coach-readiness.js";
import type { Objection } from "./objection.js";

/** The coaches who could take a session. */
export interface Staff {
  /** In the order in which to choose them. */
  readonly coaches: readonly ReadyCoach[];
  /** How many of them it needs; no more than there are. */
  readonly needed: number;
}

/**
 * Takes the time of as many coaches as a session needs, and returns their ids, in order. The constraint on
 * `session_coach` decides who is first. If it finds a coach's time taken, the next in line replaces them. If nobody is
 * left, it returns that, and nothing that was written may be kept.
 *
 * Coaches are written one by one in id order, so that two bookings never deadlock. For the same reason, written ones
 * are released before others are tried.
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
    const gone = await takeAll(transaction, session, chosen);
    if (gone && isLastTry) return slotTaken(gone);
    if (gone) await transaction.query("rollback to savepoint coaches");
    if (!isLastTry) await transaction.query("release savepoint coaches");
    if (!gone) return chosen.map(({ coachId }) => coachId);
    left = left.filter(({ coachId }) => coachId !== gone);
  }
}

/** The first coach whose time is taken, if any. */
async function takeAll(
  transaction: Transaction,
  { id: sessionId, status }: Pick<Session, "id" | "status">,
  coaches: readonly ReadyCoach[],
): Promise<string | undefined> {
  for (const { coachId, blocked } of coaches) {
    const row = { sessionId, coachId, blocked: rangeText(blocked), blocks: takesTime(status) };
    if (!(await transaction.insertUnlessTaken(SessionCoach, row))) return coachId;
  }
  return undefined;
}
