import { type ContextOf, implement } from "@coachwork/platform";
import {
  Attendance,
  type AttendanceStatus,
  type InputOf,
  mayBecome,
  Person,
  RecordAttendance,
  Session,
  takesTime,
  uuidOf,
} from "@coachwork/schema";
import { settle } from "../allocation/allocation.js";
import { policyOf } from "../booking/cancellation-policy.js";
import { resettle } from "./correction.js";
import { outcomeOf, settlementOf } from "./outcome.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import { type RecordableSession, recordableSession } from "./recordable-session.js";

type Context = ContextOf<typeof RecordAttendance>;

/** Each participant's status, by person. */
type Statuses = ReadonlyMap<string, AttendanceStatus>;

/**
 * Records who came to a session and ends it: it took place or nobody came, and its part of the allocation is settled.
 * The record can be corrected for a while, and with it the session and the ledger.
 */
export const recordAttendance = implement(RecordAttendance, async (context, input) => {
  const recordable = await recordableSession(context, input.sessionId);
  const { session, hasEnded } = recordable;
  const before = await statusesOf(context, session);
  const after = withRecorded(context, before, input);
  const ends = input.complete || hasEnded;
  if (ends) requireAll(context, after);

  await begin(context, recordable);
  await write(context, recordable, before, after);
  if (ends) await end(context, recordable, before, after);
  return { session: session.id };
});

async function statusesOf({ transaction }: Context, { id }: Session): Promise<Statuses> {
  const rows = await transaction.find(Attendance, { sessionId: id });
  return new Map(rows.map(({ personId, status }) => [personId, status]));
}

/** Each participant's status including the new records. */
function withRecorded(context: Context, before: Statuses, { attendance }: InputOf<typeof RecordAttendance>): Statuses {
  const recorded = new Map<string, AttendanceStatus>();
  attendance.forEach(({ personId, status }, place) => {
    const person = uuidOf(Person, personId);
    const field = `attendance.${place}.personId`;
    if (!before.has(person)) context.refuse("NOT_FOUND", field, "The session has no participant with this id.");
    if (recorded.has(person))
      context.refuse("INVALID", field, "This person is in the list twice; name everybody once.");
    recorded.set(person, status);
  });
  return new Map([...before, ...recorded]);
}

function requireAll(context: Context, statuses: Statuses): void {
  const pending = [...statuses.values()].filter((status) => status === "PENDING").length;
  if (pending === 0) return;
  const message = `The attendance of ${pending} of ${statuses.size} participants is unknown; record everybody, or give complete: false.`;
  context.refuse("STILL_PENDING", "attendance", message);
}

/** A session whose start has passed has begun, even if the job that starts it has not run yet. */
async function begin(context: Context, { session, coachIds }: RecordableSession): Promise<void> {
  if (session.status !== "CONFIRMED") return;
  await move(context, session, "IN_PROGRESS");
  context.transaction.tell({ type: "session.started", ids: idsOf(session, coachIds) });
}

/** Only changes: the other rows keep who recorded them. */
async function write(
  { transaction, actor, now }: Context,
  { session, coachIds }: RecordableSession,
  before: Statuses,
  after: Statuses,
): Promise<void> {
  const changed = [...after].filter(([person, status]) => before.get(person) !== status);
  if (changed.length === 0) return;
  for (const [personId, status] of changed) {
    const isKnown = status !== "PENDING";
    const recorded = { recordedAt: isKnown ? new Date(now) : null, recordedById: isKnown ? actor.personId : null };
    await transaction.update(Attendance, { sessionId: session.id, personId }, { status, ...recorded });
  }
  transaction.tell({ type: "attendance.recorded", ids: idsOf(session, coachIds) });
}

/**
 * Gives the session the status that attendance implies, and settles it. A correction settles it again only if the
 * result differs.
 */
async function end(
  context: Context,
  { session, engagement, coachIds, hasEnded }: RecordableSession,
  before: Statuses,
  after: Statuses,
): Promise<void> {
  const { transaction } = context;
  const outcome = outcomeOf([...after.values()]);
  const earlier = outcomeOf([...before.values()]);
  const isUnchanged = session.status === outcome.status && earlier.isMissed === outcome.isMissed;
  if (hasEnded && isUnchanged) return;

  const settlement = settlementOf(outcome, await policyOf(transaction, session));
  if (hasEnded) await resettle(context, engagement, session, settlement);
  else await settle(context, engagement, session, settlement);
  if (session.status === outcome.status) return;
  await move(context, session, outcome.status);
  const type = outcome.status === "COMPLETED" ? "session.completed" : "session.no_show";
  transaction.tell({ type, ids: idsOf(session, coachIds) });
}

async function move(
  { transaction }: Context,
  session: Session,
  status: "IN_PROGRESS" | "COMPLETED" | "NO_SHOW",
): Promise<void> {
  if (!mayBecome(session.status, status))
    throw new Error(`A session that is ${session.status} cannot become ${status}.`);
  await transaction.update(Session, { id: session.id }, { status });
  if (takesTime(session.status) && !takesTime(status)) await giveTimeBack(transaction, [session.id]);
  session.status = status;
}

function idsOf({ id, engagementId }: Session, coachIds: readonly string[]) {
  return { session: id, engagement: engagementId, coaches: [...coachIds] };
}
