import type { Transaction } from "@coachwork/platform";
import { Session } from "@coachwork/schema";
import { expectParticipants } from "./expect-members.js";
import type { ReadyCoach } from "../staffing/coach-readiness.js";
import type { Objection } from "../staffing/objection.js";
import { takeCoaches } from "../staffing/take-coaches.js";

/** What a session needs from its first moment on. */
export type NewSession = Pick<
  Session,
  "id" | "engagementId" | "kind" | "status" | "startsAt" | "endsAt" | "timeZone" | "date" | "createdAt"
> &
  Partial<Session>;

/**
 * Writes a session with its coaches and its expected participants. If a coach's time is taken, it returns that, and
 * nothing that was written may be kept.
 */
export async function writeSession(
  transaction: Transaction,
  session: NewSession,
  coaches: readonly ReadyCoach[],
  participantIds: readonly string[],
): Promise<Objection | undefined> {
  await transaction.insert(Session, { sequence: 0, ...session });
  const taken = await takeCoaches(transaction, session, { coaches, needed: coaches.length });
  if ("code" in taken) return taken;
  await expectParticipants(transaction, session.id, participantIds);
  return undefined;
}
