import { newId } from "@coachwork/platform";
import { type Engagement, Session, SessionCoach, SessionMove } from "@coachwork/schema";
import { type Recorder, reserveIfLeft } from "../allocation/allocation.js";
import { expectMembers } from "./expect-members.js";
import { rangeText, type ReadyCoach, slotTaken } from "../staffing/coach-readiness.js";
import { moveSeats } from "./move-seats.js";
import { decideByOf } from "./seat-terms.js";
import type { Objection } from "../staffing/objection.js";

/** PostgreSQL's code for a row that violates an exclusion constraint. */
const EXCLUDED = "23P01";

/** The session's kind and type, if they change with the move. */
type As = Pick<Session, "kind" | "sessionTypeId">;

/** The new time of a session. */
export interface Move extends Pick<Session, "startsAt" | "endsAt" | "date">, Partial<As> {
  /**
   * The session's coaches, in id order, each with what the new time blocks. Coaches who are not listed were removed.
   */
  readonly coaches: readonly ReadyCoach[];
  /** Coaches who were removed from it. Their followers learn of it. */
  readonly left?: readonly string[];
  /** The participants on the new day. They, and nobody else, are expected. */
  readonly participantIds: readonly string[];
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
  { startsAt, endsAt, date, coaches, left = [], participantIds, ...given }: Move,
): Promise<Objection | undefined> {
  const { transaction } = recorder;
  await recordFormerTime(recorder, session);
  for (const coach of coaches) {
    const objection = await moveBlocked(recorder, session.id, coach);
    if (objection) return objection;
  }
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
    ids: { session: id, engagement: session.engagementId, coaches: [...coachIds, ...left].sort() },
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

/**
 * Replaces the coach's old time by the new one; the old time is free for others after the commit. A coach who is new to
 * the session has no old time. An update has no `on conflict`, so the constraint's answer is an error.
 */
async function moveBlocked(
  { transaction }: Recorder,
  sessionId: string,
  { coachId, blocked }: ReadyCoach,
): Promise<Objection | undefined> {
  try {
    const moved = await transaction.query(
      `update session_coach set blocked = $4::tstzrange, blocks = true
       where firm_id = $1::uuid and session_id = $2::uuid and coach_id = $3::uuid returning coach_id`,
      [transaction.scope.firmId, sessionId, coachId, rangeText(blocked)],
    );
    if (moved.length > 0) return undefined;
    const row = { sessionId, coachId, blocked: rangeText(blocked), blocks: true };
    return (await transaction.insertUnlessTaken(SessionCoach, row)) ? undefined : slotTaken(coachId);
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUDED) throw error;
    return slotTaken(coachId);
  }
}
