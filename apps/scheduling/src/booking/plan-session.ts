import { type ContextOf, dateIn } from "@coachwork/platform";
import { type BookSession, Engagement, type InputOf, type Session } from "@coachwork/schema";
import { type SeatTerms, seatsToBook } from "./seat-terms.js";
import { requestedCoaches, coachesOn } from "../people/engagement-coaches.js";
import { mayArrange, membersOn, peopleOf } from "../people/engagement-people.js";
import { partyOf } from "../people/party.js";
import { refusePlaceFromClients } from "../places/refuse-place-from-clients.js";
import { refuseIf } from "../staffing/objection.js";
import { objectionOfEngagement, zoneOf } from "./session-day.js";
import { objectionToTime } from "../staffing/session-time.js";
import { sessionToBook } from "./session-to-book.js";
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
}

/** Checks everything except other sessions. From then on, the engagement is locked, and so are coaches with limits. */
export async function planSession(context: Context, input: InputOf<typeof BookSession>): Promise<Plan> {
  const { transaction, actor, now } = context;
  const { type, ...asked } = await sessionToBook(context, input);
  refuseIf(context, objectionToTime(asked, now));
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const people = await peopleOf(transaction, engagement.id);
  if (!mayArrange(actor, people)) {
    context.refuse(
      "FORBIDDEN",
      "engagementId",
      "Only the engagement's coaches and participants and owners, admins and program managers can book its sessions.",
    );
  }
  refusePlaceFromClients(context, input, partyOf(actor, people));
  const place = input.place ?? type?.place ?? null;
  const seats = seatsToBook(context, input, engagement, people);
  const candidates = requestedCoaches(context, input.coachIds, people);
  const query: Query = (text, values) => transaction.query(text, values);
  const [start, end] = [asked.startsAt.getTime(), asked.endsAt.getTime()];
  const ids = [...new Set(candidates.map(({ personId }) => personId))];
  const hours = await workingHoursOf(query, actor.firmId, ids, [start, end]);
  const timeZone = input.timeZone ?? zoneOf(start, candidates, hours, actor.firmTimeZone);
  const date = dateIn(timeZone, start);
  refuseIf(context, objectionOfEngagement(engagement, date, "engagementId"));

  const coachIds = coachesOn(context, input.coachIds, candidates, date);
  const needed = coachesNeeded(context, input, coachIds);
  const staff = await staffFor(
    context,
    query,
    input,
    { firmId: actor.firmId, coachIds, time: asked, now, hours, type },
    needed,
  );
  return {
    session: {
      engagementId: engagement.id,
      sessionTypeId: type?.id ?? null,
      ...asked,
      timeZone,
      date,
      place,
      ...seats,
    },
    engagement,
    staff,
    // Participants with a seat are expected once they have taken it.
    participantIds: seats.capacity == null ? membersOn(people.participants, date) : [],
  };
}
