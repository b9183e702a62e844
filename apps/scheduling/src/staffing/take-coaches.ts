import type { Transaction } from "@coachwork/platform";
import type { Override, Session } from "@coachwork/schema";
import type { ReadyCoach } from "./coach-readiness.js";
import { slotTaken } from "./objections-to-coach.js";
import { takeTime } from "./coach-time.js";
import type { Objection } from "./objection.js";

/** The coaches who could take a session. */
export interface Staff {
  /** In the order in which to choose them. */
  readonly coaches: readonly ReadyCoach[];
  /** How many of them it needs; no more than there are. */
  readonly needed: number;
}

/** The coaches whose time was taken. */
export interface Taken {
  /** In order. */
  readonly coachIds: readonly string[];
  /** What the session is booked over. */
  readonly overridden: readonly Override[];
}

/**
 * Takes the time of as many coaches as a session needs, and returns them. If a coach's time is taken, the
 * next in line replaces them. If nobody is left, it returns that, and nothing that was written may be kept.
 *
 * Written ones are released before others are tried, so that two bookings never deadlock.
 */
export async function takeCoaches(
  transaction: Transaction,
  session: Pick<Session, "id" | "status">,
  { coaches, needed }: Staff,
): Promise<Taken | Objection> {
  let left = coaches;
  for (;;) {
    const chosen = left.slice(0, needed).sort((a, b) => (a.coachId < b.coachId ? -1 : 1));
    const isLastTry = left.length <= needed;
    if (!isLastTry) await transaction.query("savepoint coaches");
    const gone = await takeTime(transaction, session, chosen);
    if (gone && isLastTry) return slotTaken(nameOf(gone, chosen));
    if (gone) await transaction.query("rollback to savepoint coaches");
    if (!isLastTry) await transaction.query("release savepoint coaches");
    if (!gone) return { coachIds: chosen.map(({ coachId }) => coachId), overridden: overriddenBy(chosen) };
    left = left.filter(({ coachId }) => coachId !== gone);
  }
}

/** The name of one of these coaches. */
export function nameOf(coachId: string, coaches: readonly ReadyCoach[]): string {
  return coaches.find((coach) => coach.coachId === coachId)!.name;
}

/** What a session of these coaches is booked over. */
export function overriddenBy(coaches: readonly ReadyCoach[]): readonly Override[] {
  return coaches.flatMap(({ overridden }) => overridden);
}
