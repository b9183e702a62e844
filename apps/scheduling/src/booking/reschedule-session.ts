import { type CommandContext, type ContextOf, dateIn, implement } from "@coachwork/platform";
import { type InputOf, RescheduleSession, type Session } from "@coachwork/schema";
import { MINUTE } from "../core/lengths.js";
import { objectionOfPolicy, policyOf } from "./cancellation-policy.js";
import { type ChangeableSession, changeableSession, refuseIfOthersTakePart } from "./changeable-session.js";
import { type ReadyCoach, readyCoaches } from "../staffing/coach-readiness.js";
import { requestedCoaches, coachesOn } from "../people/engagement-coaches.js";
import { type Booker, bookerOf } from "../people/booker.js";
import { expectedOn } from "../people/engagement-people.js";
import { refuseWithoutPrincipal } from "../people/principals.js";
import { moveSession } from "./move-session.js";
import { objectionOfPause } from "./planned-pause.js";
import { refuseChemistryFromClients } from "./refuse-chemistry-from-clients.js";
import { removeCoach } from "../staffing/coach-time.js";
import { refuseIf } from "../staffing/objection.js";
import { lockPeople } from "./participants-time.js";
import { objectionOfEngagement } from "./session-day.js";
import { objectionToTime } from "../staffing/session-time.js";
import { objectionToStart } from "../staffing/slot-start.js";
import { type SessionToBook, sessionToMove } from "./session-to-book.js";

type Context = ContextOf<typeof RescheduleSession>;

/**
 * Moves a session to another time. It stays the same session and remembers its former time. It keeps its coaches,
 * unless other coaches of its engagement are requested.
 */
export const rescheduleSession = implement(RescheduleSession, async (context, input) => {
  const { transaction, now } = context;
  const changeable = await changeableSession(context, input.id, { byDelegates: true });
  refuseIfOthersTakePart(context, changeable);
  const { session, engagement, people } = changeable;
  const { type, ...asked } = await sessionToMove(context, session, input);
  refuseIf(context, objectionToTime(asked, now));
  await checkPolicy(context, changeable);
  const date = dateIn(session.timeZone, asked.startsAt.getTime());
  const booker = bookerOf(context, input, people);
  if (session.kind !== "CHEMISTRY") refuseChemistryFromClients(context, input, asked, booker.party);
  if (booker.party === "CLIENT" && (type || asked.kind === "CHEMISTRY")) refuseOtherLength(context, session, asked);
  const coaches = await coachesAt(context, changeable, input, { asked: { type, ...asked }, date, booker });
  await checkStart(context, session, booker, { type, ...asked }, coaches);
  const participantIds = expectedOn(people.participants, date, engagement);
  const coachIds = coaches.map(({ coachId }) => coachId);
  await refuseWithoutPrincipal(context, booker.principalIds, [...coachIds, ...participantIds], "coachIds");
  await lockPeople(transaction, participantIds, coachIds);

  const staying = new Set(coachIds);
  const left = changeable.coachIds.filter((coachId) => !staying.has(coachId));
  for (const coachId of left) await removeCoach(transaction, session.id, coachId);
  const move = { ...asked, sessionTypeId: type?.id ?? null, date, coaches, left, participantIds, booker };
  refuseIf(context, await moveSession(context, engagement, session, move));
  return { session: session.id };
});

/**
 * A session type defines how long its sessions take, and a chemistry session costs no more if it is longer. Coaches and the firm
 * may agree on something else.
 */
function refuseOtherLength(
  context: Context,
  session: Pick<Session, "startsAt" | "endsAt">,
  asked: Pick<SessionToBook, "startsAt" | "endsAt">,
): void {
  const [length, wanted] = [session, asked].map(
    ({ startsAt, endsAt }) => (endsAt.getTime() - startsAt.getTime()) / MINUTE,
  );
  if (wanted === length) return;
  const message = `This session takes ${length} minutes, not ${wanted}; leave endsAt out, or ask a coach to change it.`;
  context.refuse("INVALID", "endsAt", message);
}

/** Clients move a session to a slot. */
async function checkStart(
  context: Context,
  { id, timeZone }: Session,
  { party, personId }: Booker,
  { type, ...time }: SessionToBook,
  coaches: readonly ReadyCoach[],
): Promise<void> {
  if (party !== "CLIENT") return;
  const { transaction, actor, now } = context;
  const coachIds = coaches.map(({ coachId }) => coachId);
  const start = { firmId: actor.firmId, personId, coachIds, time, timeZone, now, type, moved: id };
  refuseIf(context, await objectionToStart((text, values) => transaction.query(text, values), start));
}

/** Clients can move a session as long as the policy allows. */
export async function checkPolicy(
  context: CommandContext<"POLICY">,
  { session, party }: Pick<ChangeableSession, "session" | "party">,
): Promise<void> {
  if (party !== "CLIENT") return;
  const policy = await policyOf(context.transaction, session);
  const objection = objectionOfPolicy(policy, policy.clientsReschedule, session, context.now);
  if (objection) context.refuse("POLICY", "id", objection);
}

/** The session's coaches with what the new time blocks, if only other sessions can prevent it. */
async function coachesAt(
  context: Context,
  { session, engagement, people, coachIds: own }: ChangeableSession,
  { coachIds: others }: InputOf<typeof RescheduleSession>,
  { asked: { type, ...time }, date, booker }: { asked: SessionToBook; date: string; booker: Booker },
): Promise<readonly ReadyCoach[]> {
  const { transaction, actor, now } = context;
  const isSingle = session.seriesId === null && session.capacity === null;
  refuseIf(context, objectionOfEngagement(engagement, { date, kind: time.kind, isSingle }, "id"));
  refuseIf(context, await objectionOfPause(transaction, engagement, { date }, "id"));
  const present = expectedOn(people.coaches, date, engagement);
  if (others == null && !own.every((coachId) => present.includes(coachId))) {
    context.refuse(
      "OUTSIDE_ENGAGEMENT",
      "startsAt",
      `Not all of the session's coaches coach in the engagement on ${date}; choose another day, or other coaches.`,
    );
  }
  const chosen = others == null ? [] : expectedOn(requestedCoaches(context, others, people), date, engagement);
  const coachIds = others == null ? own : coachesOn(context, others, chosen, date);
  const ready = await readyCoaches((text, values) => transaction.query(text, values), {
    firmId: actor.firmId,
    coachIds,
    time,
    now,
    type,
    moved: session.id,
    booker,
  });
  return "code" in ready ? context.refuse(ready.code, ready.field, ready.message) : ready;
}
