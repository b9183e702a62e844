import { type ContextOf, dateIn, implement, newOpaqueId } from "@coachwork/platform";
import {
  Attendance,
  type AttendanceStatus,
  Engagement,
  type InputOf,
  LogSession,
  Person,
  Session,
  uuidOf,
  rfc3339,
} from "@coachwork/schema";
import { reserve, settle } from "../allocation/allocation.js";
import { workingHoursOf } from "../availability/working-hours.js";
import { policyOf } from "../booking/cancellation-policy.js";
import { objectionOfEngagement, zoneOf } from "../booking/session-day.js";
import { sessionToBook } from "../booking/session-to-book.js";
import { coachesOn, requestedCoaches } from "../people/engagement-coaches.js";
import { type EngagementPeople, expectedOn, peopleOf } from "../people/engagement-people.js";
import { mayArrange, partyOf } from "../people/party.js";
import type { Objection } from "../staffing/objection.js";
import { takePastTime } from "../staffing/past-time.js";
import { objectionToLength, type SessionTime } from "../staffing/session-time.js";
import { outcomeOf, settlementOf } from "./outcome.js";
import { CORRECTABLE } from "./recordable-session.js";

type Context = ContextOf<typeof LogSession>;
type Input = InputOf<typeof LogSession>;

/** Writes a session that has taken place, with who came, and settles it. */
export const logSession = implement(LogSession, async (context, input) => {
  const { transaction, actor, now } = context;
  const { type, ...asked } = await sessionToBook(context, input);
  refuse(context, objectionToLength(asked));
  checkPast(context, asked);
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const withJoining = asked.kind === "CHEMISTRY";
  const people = { ...(await peopleOf(transaction, engagement.id)), withJoining };
  const { coachIds, timeZone, date } = await whoAndWhen(context, input, { engagement, people }, asked);
  refuse(context, objectionOfEngagement(engagement, { date, kind: asked.kind, isSingle: true }, "engagementId"));
  const statuses = statusesOf(context, input, expectedOn(people.participants, date, engagement));
  const outcome = outcomeOf([...statuses.values()]);

  const id = newOpaqueId();
  const ofType = { sessionTypeId: type?.id ?? null, place: type?.place ?? null };
  const terms = { engagementId: engagement.id, ...ofType, ...asked, timeZone, date };
  const booked = { bookedById: actor.personId, createdAt: new Date(now) };
  const session = { id, ...terms, ...booked, status: outcome.status, sequence: 0 };
  await transaction.insert(Session, session);
  refuse(context, await takePastTime(transaction, session, coachIds));
  const recorded = { recordedAt: new Date(now), recordedById: actor.personId };
  const rows = [...statuses].map(([personId, status]) => ({ sessionId: id, personId, status, ...recorded }));
  await transaction.insert(Attendance, rows);
  await reserve(context, engagement, session, "engagementId");
  await settle(context, engagement, session, settlementOf(outcome, await policyOf(transaction, session)));
  const told = outcome.status === "COMPLETED" ? "session.completed" : "session.no_show";
  transaction.tell({ type: told, ids: { session: id, engagement: engagement.id, coaches: [...coachIds].sort() } });
  return { session: id };
});

/** An objection's code is one of this mutation's: those to booking ahead do not arise. */
function refuse(context: Context, objection: Objection | undefined): void {
  if (objection) context.refuse(objection.code as "SLOT_TAKEN", objection.field, objection.message);
}

function checkPast(context: Context, { endsAt }: SessionTime): void {
  if (endsAt.getTime() > context.now) {
    const message = `The session would end at ${rfc3339(endsAt)}, which is not over yet; book it instead.`;
    context.refuse("NOT_OVER", "endsAt", message);
  }
  if (endsAt.getTime() < context.now - CORRECTABLE) {
    const message = `The session ended at ${rfc3339(endsAt)}, more than 30 days ago; ask the firm to adjust the allocation.`;
    context.refuse("TOO_LATE", "startsAt", message);
  }
}

interface Held {
  readonly coachIds: readonly string[];
  readonly timeZone: string;
  readonly date: string;
}

/** The coaches who held it, and its day. Coaches log their own sessions, and the firm everybody's. */
async function whoAndWhen(
  context: Context,
  input: Input,
  { engagement, people }: { readonly engagement: Engagement; readonly people: EngagementPeople },
  { startsAt }: SessionTime,
): Promise<Held> {
  const { transaction, actor } = context;
  const party = partyOf(actor, people);
  const refuseOthers = () =>
    context.refuse("FORBIDDEN", "coachIds", "Coaches can only log sessions that they held themselves.");
  if (party === "CLIENT" || !mayArrange(actor, people)) return refuseOthers();
  const candidates = requestedCoaches(context, input.coachIds, people);
  const own = candidates.filter(({ personId }) => personId === actor.personId);
  if (party === "COACH" && own.length === 0) return refuseOthers();
  const chosen = input.coachIds == null && own.length > 0 ? own : candidates;
  const ids = [...new Set(chosen.map(({ personId }) => personId))];
  const start = startsAt.getTime();
  const hours = await workingHoursOf((text, values) => transaction.query(text, values), actor.firmId, ids, [
    start,
    start,
  ]);
  const timeZone = input.timeZone ?? zoneOf(start, { engagement, coaches: chosen }, hours, actor.firmTimeZone);
  const date = dateIn(timeZone, start);
  const present = expectedOn(chosen, date, engagement);
  return { coachIds: coachesOn(context, input.coachIds, present, date), timeZone, date };
}

/** Each participant's attendance. Whoever is not mentioned came. */
function statusesOf(
  context: Context,
  { attendance }: Input,
  participantIds: readonly string[],
): ReadonlyMap<string, AttendanceStatus> {
  const statuses = new Map<string, AttendanceStatus>(participantIds.map((id) => [id, "PRESENT"]));
  attendance?.forEach(({ personId, status }, place) => {
    const person = uuidOf(Person, personId);
    if (!statuses.has(person))
      context.refuse("NOT_FOUND", `attendance.${place}.personId`, "The session had no participant with this id.");
    if (status === "PENDING")
      context.refuse("STILL_PENDING", `attendance.${place}.status`, "The session is over; say whether they came.");
    statuses.set(person, status);
  });
  return statuses;
}
