import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { BookSeries, Engagement, type InputOf } from "@coachwork/schema";
import { requestedCoaches } from "../people/engagement-coaches.js";
import { lockParticipants } from "../booking/participants-time.js";
import { bookerOf } from "../people/booker.js";
import {
  type EngagementPeople,
  mayArrange,
  membersOn,
  type Membership,
  peopleOf,
} from "../people/engagement-people.js";
import { partyOf } from "../people/party.js";
import { refusePlaceFromClients } from "../places/refuse-place-from-clients.js";
import { workingHoursOf } from "../availability/working-hours.js";
import { requestedSeries } from "./requested-series.js";
import { type Conflict, refuseConflicts } from "./conflict.js";
import { bookInstance, coachesToTell, except, hoursFor } from "./instance.js";
import { refuseAfterEnd, startsToBook } from "./series-horizon.js";
import { refuseBetweenSlots } from "./first-slot.js";
import { writeSeries } from "./write-series.js";

type Context = ContextOf<typeof BookSeries>;

/**
 * Books a recurring session: the next months at once, and later sessions day by day (`materialise-series.ts`). Either
 * all of the first sessions are booked, or those that are possible.
 */
export const bookSeries = implement(BookSeries, async (context, input) => {
  const { transaction, now } = context;
  const engagement = await arrangeable(context, input);
  const people = await peopleOf(transaction, engagement.id);
  refuseNonMembers(context, people);
  refusePlaceFromClients(context, input, partyOf(context.actor, people));
  const candidates = requestedCoaches(context, input.coachIds, people);
  const timeZone = input.timeZone ?? (await zoneOf(context, input, candidates));
  const { agreed } = requestedSeries(context, { rule: input.rule, timeZone, firstStart: input.firstStart });

  const ahead = startsToBook(agreed, engagement, { from: now, now });
  refuseAfterEnd(context, engagement, ahead);
  await lockParticipants(transaction, idsOf(people.participants));
  const { kind, durationMinutes, place } = input;
  const terms = { kind: kind ?? "REGULAR", durationMinutes, place: place ?? null } as const;
  const id = newOpaqueId();
  const series = { id, calendarId: id, engagementId: engagement.id, ...agreed, ...terms };
  const coachIds = input.coachIds == null ? [] : idsOf(candidates);
  const booker = bookerOf(context, input, people);
  await refuseBetweenSlots(context, { series, people, coachIds, booker }, ahead.starts[0]!);
  const asked = { series, engagement, people, coachIds, booker, hours: await hoursFor(transaction, people, ahead) };
  await writeSeries(context, series, coachIds, ahead);

  const conflicts: Conflict[] = [];
  // In order of time, as everywhere that books several sessions. Any other order can deadlock.
  for (const start of ahead.starts) {
    const conflict = await bookInstance(context, asked, start);
    if (!conflict) continue;
    conflicts.push(conflict);
    await except(transaction, series.id, start, conflict.code);
  }
  refuseConflicts(context, input, conflicts, ahead.starts.length - conflicts.length);
  const ids = { series: series.id, engagement: engagement.id, coaches: coachesToTell(asked, now) };
  transaction.tell({ type: "series.booked", ids });
  return { series: series.id, conflicts };
});

async function arrangeable(context: Context, { engagementId }: InputOf<typeof BookSeries>): Promise<Engagement> {
  const engagement = await context.fetch(Engagement, engagementId, "engagementId", { lock: true });
  if (engagement.status !== "ACTIVE")
    context.refuse(
      "ENGAGEMENT_NOT_ACTIVE",
      "engagementId",
      `The engagement is ${engagement.status}; it must be ACTIVE.`,
    );
  return engagement;
}

function refuseNonMembers(context: Context, people: EngagementPeople): void {
  if (mayArrange(context.actor, people)) return;
  const message =
    "Only the engagement's coaches and participants and owners, admins and program managers can book its sessions.";
  context.refuse("FORBIDDEN", "engagementId", message);
}

/** The default zone of a series: that of its first coach then, or the firm's. */
async function zoneOf(
  { transaction, actor }: Context,
  { firstStart }: InputOf<typeof BookSeries>,
  candidates: readonly Membership[],
): Promise<string> {
  const present = membersOn(candidates, firstStart.slice(0, 10));
  const hours = await workingHoursOf((text, values) => transaction.query(text, values), actor.firmId, present);
  const first = present.find((coachId) => hours.has(coachId));
  return first === undefined ? actor.firmTimeZone : hours.get(first)!.timeZone;
}

/** Each once, in order. */
function idsOf(candidates: readonly Membership[]): string[] {
  return [...new Set(candidates.map(({ personId }) => personId))].sort();
}
