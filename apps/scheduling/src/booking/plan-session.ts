import { type ContextOf, dateIn } from "@coachwork/platform";
import { type BookSession, Engagement, type InputOf, type Session } from "@coachwork/schema";
import { type SeatTerms, seatsToBook } from "./seat-terms.js";
import { requestedCoaches, coachesOn } from "../people/engagement-coaches.js";
import { type Booker, bookerOf } from "../people/booker.js";
import { type EngagementPeople, expectedOn } from "../people/engagement-people.js";
import { mayArrange } from "../people/party.js";
import { peopleWithPrincipals } from "../people/principals.js";
import { refusePlaceFromClients } from "../places/refuse-place-from-clients.js";
import { refuseIf } from "../staffing/objection.js";
import { lockPeople } from "./participants-time.js";
import { objectionOfEngagement, zoneOf } from "./session-day.js";
import { objectionOfPause } from "./planned-pause.js";
import { refuseChemistryFromClients } from "./refuse-chemistry-from-clients.js";
import { objectionToTime } from "../staffing/session-time.js";
import { objectionToStart } from "../staffing/slot-start.js";
import { type SessionToBook, sessionToBook } from "./session-to-book.js";
import { coachesNeeded, staffFor } from "../staffing/staff-session.js";
import type { Staff } from "../staffing/take-coaches.js";
import { type Query, workingHoursOf } from "../availability/working-hours.js";

type Context = ContextOf<typeof BookSession>;

/** A session that nothing known so far prevents. */
export interface Plan {
  /** Its own values. */
  readonly session: Pick<
    Session,
    "engagementId" | "kind" | "sessionTypeId" | "startsAt" | "endsAt" | "timeZone" | "date" | "place"
  > &
    Partial<SeatTerms>;
  readonly engagement: Engagement;
  readonly staff: Staff;
  readonly participantIds: readonly string[];
  readonly booker: Booker;
}

/**
 * Checks everything except other sessions. From then on, the engagement and the participants are locked,
 * and so are coaches with limits.
 */
export async function planSession(context: Context, input: InputOf<typeof BookSession>): Promise<Plan> {
  const { transaction, actor, now } = context;
  const asked = await sessionToBook(context, input);
  refuseIf(context, objectionToTime(asked, now));
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const withJoining = asked.kind === "CHEMISTRY";
  const people = { ...(await peopleWithPrincipals(transaction, actor, engagement.id)), withJoining };
  refuseStrangers(context, people);
  const booker = bookerOf(context, input, people);
  refuseChemistryFromClients(context, input, asked, booker.party);
  refusePlaceFromClients(context, input, booker.party);
  const seats = seatsToBook(context, input, engagement, booker);
  const { staff, timeZone, date } = await staffedDay(context, input, {
    ...{ asked, engagement, people, booker },
    isSingle: seats.capacity == null,
  });

  // Participants with a seat are expected once they have taken it.
  const participantIds = seats.capacity == null ? expectedOn(people.participants, date, engagement) : [];
  const coachIds = staff.coaches.map(({ coachId }) => coachId);
  await lockPeople(transaction, participantIds, coachIds);
  const { type, ...time } = asked;
  const place = input.place ?? type?.place ?? null;
  const day = { ...time, timeZone, date, place };
  const session = { engagementId: engagement.id, sessionTypeId: type?.id ?? null, ...day, ...seats };
  return { session, engagement, staff, participantIds, booker };
}

function refuseStrangers(context: Context, people: EngagementPeople): void {
  if (mayArrange(context.actor, people)) return;
  context.refuse(
    "FORBIDDEN",
    "engagementId",
    "Only the engagement's coaches and participants and owners, admins and program managers can book its sessions.",
  );
}

interface Asked {
  readonly asked: SessionToBook;
  readonly engagement: Engagement;
  readonly people: EngagementPeople;
  readonly booker: Booker;
  readonly isSingle: boolean;
}

/** The coaches who can take the session, and its day. */
async function staffedDay(
  context: Context,
  input: InputOf<typeof BookSession>,
  { asked: { type, ...time }, engagement, people, booker, isSingle }: Asked,
): Promise<{ readonly staff: Staff; readonly timeZone: string; readonly date: string }> {
  const { transaction, actor, now } = context;
  const { firmId } = actor;
  const candidates = requestedCoaches(context, input.coachIds, people);
  const query: Query = (text, values) => transaction.query(text, values);
  const [start, end] = [time.startsAt.getTime(), time.endsAt.getTime()];
  const ids = [...new Set(candidates.map(({ personId }) => personId))];
  const hours = await workingHoursOf(query, firmId, ids, [start, end]);
  const timeZone = input.timeZone ?? zoneOf(start, { engagement, coaches: candidates }, hours, actor.firmTimeZone);
  const date = dateIn(timeZone, start);
  refuseIf(context, objectionOfEngagement(engagement, { date, kind: time.kind, isSingle }, "engagementId"));
  refuseIf(context, await objectionOfPause(transaction, engagement, { date }, "engagementId"));

  const coachIds = coachesOn(context, input.coachIds, expectedOn(candidates, date, engagement), date);
  const needed = coachesNeeded(context, input, coachIds);
  const staff = await staffFor(context, query, input, { firmId, coachIds, time, now, hours, type, booker }, needed);
  if (booker.party === "CLIENT") {
    const { personId } = booker;
    const { staffing, least } = input;
    const start = { firmId, personId, coachIds, staffing, least, time, timeZone, now, type };
    refuseIf(context, await objectionToStart(query, start));
  }
  return { staff, timeZone, date };
}
