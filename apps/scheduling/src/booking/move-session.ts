import { newId } from "@coachwork/platform";
import { type Engagement, Session, SessionMove } from "@coachwork/schema";
import { type Recorder, reserveIfLeft } from "../allocation/allocation.js";
import { expectMembers } from "./expect-members.js";
import type { ReadyCoach } from "../staffing/coach-readiness.js";
import { slotTaken } from "../staffing/objections-to-coach.js";
import { nameOf, overriddenBy } from "../staffing/take-coaches.js";
import { moveTime } from "../staffing/coach-time.js";
import type { Booker } from "../people/booker.js";
import { expectedAmong, weighParticipation } from "./participants-time.js";
import { moveSeats } from "./move-seats.js";
import { decideByOf } from "./seat-terms.js";
import { type Objection, toldOf } from "../staffing/objection.js";

/** The session's kind and type, if they change with the move. */
type As = Pick<Session, "kind" | "sessionTypeId">;

/** The new time of a session. Everybody who takes part is locked. */
export interface Move extends Pick<Session, "startsAt" | "endsAt" | "date">, Partial<As> {
  /**
   * The session's coaches, in id order, each with what the new time blocks. Coaches who are not listed were removed.
   */
  readonly coaches: readonly ReadyCoach[];
  /** Coaches who were removed from it. Their followers learn of it. */
  readonly left?: readonly string[];
  /** The participants on the new day. They, and nobody else, are expected. */
  readonly participantIds: readonly string[];
  readonly booker: Booker;
}

/**
 * Moves a session that may be moved. Its former time stays in the history, and a change of length is reserved or
 * released. Returns what prevents it, if anything; then the transaction, or its part since the last savepoint, must be
 * rolled back.
 */
export async function moveSession(
  recorder: Recorder,
  engagement: Engagement,
  session: Session,
  { startsAt, endsAt, date, coaches, left = [], participantIds, booker, ...given }: Move,
): Promise<Objection | undefined> {
  const { transaction } = recorder;
  await recordFormerTime(recorder, session);
  const taken = await moveTime(transaction, session.id, coaches);
  if (taken !== undefined) return slotTaken(nameOf(taken, coaches));
  const personIds = await expectedAmong(transaction, session, participantIds);
  const participation = { personIds, time: { startsAt, endsAt }, now: recorder.now, sessionId: session.id };
  const weighed = await weighParticipation(transaction, participation, booker);
  if ("code" in weighed) return weighed;
  const { id, sequence } = session;
  const { kind = session.kind, sessionTypeId = session.sessionTypeId } = given;
  const decideBy = decideByOf(session, startsAt, recorder.now);
  await transaction.update(
    Session,
    { id },
    { startsAt, endsAt, date, decideBy, kind, sessionTypeId, sequence: sequence + 1 },
  );
  const shortage = await reserveIfLeft(recorder, engagement, { id, kind, startsAt, endsAt });
  if (shortage !== undefined) return { code: "ALLOCATION_EXHAUSTED", field: "endsAt", message: shortage };
  const coachIds = coaches.map(({ coachId }) => coachId);
  transaction.tell({
    type: "session.rescheduled",
    ids: {
      ...{ session: id, engagement: session.engagementId, coaches: [...coachIds, ...left].sort() },
      ...toldOf([...overriddenBy(coaches), ...weighed.overridden]),
    },
  });
  if (session.capacity === null) await expectMembers(transaction, id, participantIds);
  else await moveSeats(recorder, { session: { ...session, startsAt, date }, coachIds }, participantIds);
  return undefined;
}

async function recordFormerTime(
  { transaction, actor, now }: Recorder,
  { id, startsAt, endsAt }: Session,
): Promise<void> {
  const by = { movedAt: new Date(now), movedById: actor?.personId ?? null };
  await transaction.insert(SessionMove, { id: newId(), sessionId: id, startsAt, endsAt, ...by });
}
