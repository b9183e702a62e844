import { Session } from "@coachwork/schema";
import { expectParticipants } from "./expect-members.js";
import type { ReadyCoach } from "../staffing/coach-readiness.js";
import type { Recorder } from "../allocation/allocation.js";
import type { Booker } from "../people/booker.js";
import { weighParticipation } from "./participants-time.js";
import type { Weighed } from "../staffing/objection.js";
import { takeCoaches } from "../staffing/take-coaches.js";

/** What a session needs from its first moment on. */
export type NewSession = Pick<
  Session,
  "id" | "engagementId" | "kind" | "status" | "startsAt" | "endsAt" | "timeZone" | "date" | "createdAt"
> &
  Partial<Session>;

/**
 * Writes a session with its coaches and its expected participants, who are locked, and returns what it is booked over. If
 * somebody has another session then, it returns that, and nothing that was written may be kept.
 */
export async function writeSession(
  { transaction, now }: Pick<Recorder, "transaction" | "now">,
  session: NewSession,
  coaches: readonly ReadyCoach[],
  participantIds: readonly string[],
  booker: Booker,
): Promise<Weighed> {
  await transaction.insert(Session, { sequence: 0, ...session });
  const taken = await takeCoaches(transaction, session, { coaches, needed: coaches.length });
  if ("code" in taken) return taken;
  const participation = { personIds: participantIds, time: session, now, sessionId: session.id };
  const weighed = await weighParticipation(transaction, participation, booker);
  if ("code" in weighed) return weighed;
  await expectParticipants(transaction, session.id, participantIds);
  return { overridden: [...taken.overridden, ...weighed.overridden] };
}
