import { type ContextOf, dateIn, implement, newOpaqueId } from "@coachwork/platform";
import { BookSeries, Engagement, type InputOf, type NewEvent } from "@coachwork/schema";
import { coachesOn, requestedCoaches } from "../people/engagement-coaches.js";
import { refuseChemistryFromClients } from "../booking/refuse-chemistry-from-clients.js";
import { refuseInactive } from "../booking/session-day.js";
import { lockPeople } from "../booking/participants-time.js";
import { bookerOf } from "../people/booker.js";
import { type EngagementPeople, idsOf, membersOn, type Membership } from "../people/engagement-people.js";
import { mayArrange } from "../people/party.js";
import { peopleWithPrincipals, refuseWithoutPrincipal } from "../people/principals.js";
import { refusePlaceFromClients } from "../places/refuse-place-from-clients.js";
import { workingHoursOf } from "../availability/working-hours.js";
import { coachesNeeded } from "../staffing/staff-session.js";
import { requestedSeries } from "./requested-series.js";
import { type Conflict, refuseConflicts } from "./conflict.js";
import { bookInstance, except, hoursFor, type SeriesToBook } from "./instance.js";
import { coachesToTell } from "./series-coaches.js";
import {
  holidaysToAgree,
  refuseNothingButHolidays,
  skip,
  type StartsWithoutHolidays,
  withoutHolidays,
} from "./series-holidays.js";
import { refuseAfterEnd, startsToBook } from "./series-horizon.js";
import { overridesOf } from "./series-overrides.js";
import { refuseLateDecision, seatsToAgree } from "./series-seats.js";
import { termsToAgree } from "./series-terms.js";
import { refuseBetweenSlots } from "./first-slot.js";
import { type Team, teamsFor } from "./staff-series.js";
import { type NewSeries, writeSeries } from "./write-series.js";

type Context = ContextOf<typeof BookSeries>;

/**
 * Books a recurring session: the next months at once, and later sessions day by day (`materialise-series.ts`). Either
 * all of the first sessions are booked, or those that are possible.
 */
export const bookSeries = implement(BookSeries, async (context, input) => {
  const { transaction, actor, now } = context;
  const { type, ...terms } = await termsToAgree(context, input);
  const engagement = await arrangeable(context, input);
  const people = await peopleWithPrincipals(transaction, actor, engagement.id);
  refuseNonMembers(context, people);
  const booker = bookerOf(context, input, people);
  refuseChemistryFromClients(context, input, terms, booker.party);
  refusePlaceFromClients(context, input, booker.party);
  const seats = seatsToAgree(context, input, engagement, booker);
  const holidays = await holidaysToAgree(context, input);
  const candidates = requestedCoaches(context, input.coachIds, people);
  const timeZone = input.timeZone ?? (await zoneOf(context, input, candidates));
  const { agreed, first } = requestedSeries(context, { rule: input.rule, timeZone, firstStart: input.firstStart });

  const all = startsToBook(agreed, engagement, { from: now, now });
  refuseAfterEnd(context, engagement, all);
  const ahead = await withoutHolidays(transaction, { ...agreed, ...holidays }, all);
  refuseNothingButHolidays(context, ahead);
  refuseLateDecision(context, seats, first);
  await lockPeople(transaction, idsOf(people.participants), idsOf(people.coaches));
  const id = newOpaqueId();
  const agreement = { engagementId: engagement.id, calendarId: id, ...agreed, ...terms, ...seats, ...holidays };
  const series = { id, ...agreement, ...overridesOf(booker), bookedById: actor.personId };
  const { coachIds, needed } = choiceOf(context, input, candidates, dateIn(timeZone, first));
  const asked = { series, type, engagement, people, booker, hours: await hoursFor(transaction, people, ahead) };
  const { staffing, least } = input;
  await refuseBetweenSlots(context, { ...asked, coachIds, staffing, least }, first);

  const teams =
    needed === undefined || needed === coachIds.length
      ? [{ coachIds, missing: new Set<number>() }]
      : await teamsFor(transaction, asked, { candidates: coachIds, needed, starts: ahead.starts, now });
  const booked = await bookWithBest(context, teams, (coachIds) => book(context, { ...asked, coachIds }, ahead));
  const { conflicts, events } = booked;
  const inIt = coachesToTell(booked.asked, now).concat(idsOf(people.participants));
  await refuseWithoutPrincipal(context, booker.principalIds, inIt, "coachIds");
  refuseConflicts(context, input, conflicts, events.length);
  for (const event of events) transaction.tell(event);
  const ids = { series: series.id, engagement: engagement.id, coaches: coachesToTell(booked.asked, now) };
  transaction.tell({ type: "series.booked", ids });
  return { series: series.id, conflicts };
});

async function arrangeable(context: Context, { engagementId }: InputOf<typeof BookSeries>): Promise<Engagement> {
  const engagement = await context.fetch(Engagement, engagementId, "engagementId", { lock: true });
  refuseInactive(context, engagement, "engagementId");
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

/** The coaches to choose from, and how many are needed. Without staffing, everybody is: all who are named, or all of the day. */
function choiceOf(
  context: Context,
  input: InputOf<typeof BookSeries>,
  candidates: readonly Membership[],
  date: string,
): { readonly coachIds: readonly string[]; readonly needed?: number } {
  const { coachIds, staffing, least } = input;
  const isChosen = staffing != null && staffing !== "ALL";
  if (!isChosen && least == null) return { coachIds: coachIds == null ? [] : idsOf(candidates) };
  const present = coachesOn(context, coachIds, membersOn(candidates, date), date);
  return { coachIds: present, needed: coachesNeeded(context, input, present) };
}

/** What a series was booked with. */
interface Booked {
  readonly asked: SeriesToBook;
  readonly conflicts: readonly Conflict[];
  /** What to tell of its sessions. */
  readonly events: readonly NewEvent[];
}

async function book(
  context: Context,
  asked: SeriesToBook & { readonly series: NewSeries },
  ahead: StartsWithoutHolidays,
): Promise<Booked> {
  await writeSeries(context, asked.series, asked.coachIds, ahead);
  await skip(context.transaction, asked.series, ahead);
  const conflicts: Conflict[] = [];
  const events: NewEvent[] = [];
  // In order of time, as everywhere that books several sessions. Any other order can deadlock.
  for (const start of ahead.starts) {
    const booked = await bookInstance(context, asked, start);
    if (!("code" in booked)) {
      events.push(booked);
      continue;
    }
    conflicts.push(booked);
    await except(context.transaction, asked.series.id, start, booked.code);
  }
  return { asked, conflicts, events };
}

/**
 * Books with the team that can take most sessions. Only when the sessions are written is it certain which: somebody else may
 * book meanwhile, and the sessions themselves count against limits. So a team is tried and given up if the next can do better.
 */
async function bookWithBest(
  { transaction }: Context,
  teams: readonly Team[],
  attempt: (coachIds: readonly string[]) => Promise<Booked>,
): Promise<Booked> {
  let best: { readonly coachIds: readonly string[]; readonly conflicts: number } | undefined;
  for (const [index, { coachIds }] of teams.entries()) {
    await transaction.query("savepoint team");
    const booked = await attempt(coachIds);
    const conflicts = booked.conflicts.length;
    const hoped = teams[index + 1]?.missing.size ?? Infinity;
    const isBest = best === undefined || conflicts < best.conflicts;
    if (isBest && conflicts <= hoped) return booked;
    await transaction.query("rollback to savepoint team");
    if (isBest) best = { coachIds, conflicts };
    if (best!.conflicts <= hoped) break;
  }
  return attempt(best!.coachIds);
}
