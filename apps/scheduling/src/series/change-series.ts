import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { ChangeSeries, type InputOf, SessionSeries } from "@coachwork/schema";
import type { Series } from "../core/series.js";
import { movedSeries } from "../core/series-move.js";
import { isAhead } from "../booking/sessions-ahead.js";
import { refuseInactive } from "../booking/session-day.js";
import { typeOf } from "../booking/session-to-book.js";
import { lockPeople } from "../booking/participants-time.js";
import { bookerOf } from "../people/booker.js";
import { idsOf } from "../people/engagement-people.js";
import { type ChangeableSeries, changeableSeries, instancesFrom, splitAt, startToChange } from "./changeable-series.js";
import { refuseBetweenSlots } from "./first-slot.js";
import { refuseConflicts } from "./conflict.js";
import { continueSeries } from "./continue-series.js";
import { hoursFor, type SeriesToBook } from "./instance.js";
import { readOrRefuse, requestedSeries } from "./requested-series.js";
import { coachesToTell } from "./series-coaches.js";
import { holidaysToAgree, skip } from "./series-holidays.js";
import { bookerOfChange, overridesOf } from "./series-overrides.js";
import { type SeriesChange, type Succession, successionOf } from "./succession.js";
import { writeSeries } from "./write-series.js";

type Context = ContextOf<typeof ChangeSeries>;

/**
 * Moves or changes a series, all that is ahead or from one of its starts onward ("this and following"). It ends before that
 * start, and a new series takes over its later sessions.
 */
export const changeSeries = implement(ChangeSeries, async (context, input) => {
  const { transaction, now } = context;
  const changeable = await changeableSeries(context, input.id);
  const { series: before, engagement, party } = changeable;
  refuseInactive(context, engagement, "id");
  refuseChemistry(context, changeable);
  const change = await changeToAgree(context, changeable, input);
  const succession = await successionOf(context, changeable, change, input);
  const after = await writeSuccessor(context, changeable, change, succession, input);
  await endBefore(context, changeable, change.earlier);
  const { conflicts, booked, cancelled } = await continueSeries(context, {
    ...{ before, after, party, singleChanges: input.singleChanges },
    ...succession,
    starts: succession.ahead.starts,
  });
  refuseConflicts(context, input, conflicts, booked);
  const ids = { series: after.series.id, follows: before.id, engagement: engagement.id };
  transaction.tell({ type: "series.changed", ids: { ...ids, coaches: coachesToTell(after, now) } });
  return { series: after.series.id, conflicts, sessionsCancelled: cancelled };
});

/** Clients book no chemistry sessions, and so no more of them either. */
function refuseChemistry(context: Context, { series, party }: ChangeableSeries): void {
  if (party !== "CLIENT" || series.kind !== "CHEMISTRY") return;
  const message =
    "The series has CHEMISTRY sessions, which use no allocation. You can move and cancel them one by one; ask a coach to change the series.";
  context.refuse("FORBIDDEN", "id", message);
}

/** What is asked of a series, once everybody who takes part in it is locked. */
async function changeToAgree(
  context: Context,
  changeable: ChangeableSeries,
  input: InputOf<typeof ChangeSeries>,
): Promise<SeriesChange> {
  const { series: before, people } = changeable;
  const durationMinutes = durationToAgree(context, changeable, input);
  const booker = bookerOfChange(before, input, bookerOf(context, input, people));
  await lockPeople(context.transaction, idsOf(people.participants), idsOf(people.coaches));
  const from = await startToChange(context, before, input.from);
  const { earlier, later } = splitAt(context, before, from);
  const { agreed, first } = requestedSeries(context, changed(context, later, input));
  const holidays = await holidaysToAgree(context, input, before);
  return { from, earlier, later, agreed, first, durationMinutes, holidays, booker };
}

/** Writes the new series, without its sessions. */
async function writeSuccessor(
  context: Context,
  changeable: ChangeableSeries,
  { from, agreed, first, durationMinutes, holidays, booker }: SeriesChange,
  { ahead, instances }: Succession,
  { firstStart, timeZone }: InputOf<typeof ChangeSeries>,
): Promise<SeriesToBook> {
  const { transaction, actor } = context;
  const { series: before, engagement, people, coachIds } = changeable;
  const { kind, sessionTypeId, place, capacity, minimum, decideMinutes, offerMinutes } = before;
  const terms = { kind, sessionTypeId, place, durationMinutes, capacity, minimum, decideMinutes, offerMinutes };
  const id = newOpaqueId();
  const named = { ...(await knownAs(context, changeable, from, id)), followsId: before.id };
  const agreement = { engagementId: engagement.id, ...agreed, ...terms, ...holidays };
  const series = { id, ...named, ...agreement, ...overridesOf(booker), bookedById: actor.personId };
  const asked = { series, type: await typeOf(transaction, before), engagement, people, coachIds, booker };
  if (firstStart !== undefined || timeZone !== undefined)
    await refuseBetweenSlots(context, asked, first, instances[0]?.session.id);
  await writeSeries(context, series, coachIds, ahead);
  await skip(transaction, series, ahead);
  return { ...asked, hours: await hoursFor(transaction, people, ahead) };
}

/** A session type defines how long its sessions take. Coaches and the firm may agree on something else. */
function durationToAgree(
  context: Context,
  { series, party }: ChangeableSeries,
  { durationMinutes = series.durationMinutes }: InputOf<typeof ChangeSeries>,
): number {
  if (party !== "CLIENT" || series.sessionTypeId === null || durationMinutes === series.durationMinutes)
    return durationMinutes;
  const message = `Sessions of this series have a type, and take ${series.durationMinutes} minutes; leave durationMinutes out, or ask a coach to change it.`;
  return context.refuse("INVALID", "durationMinutes", message);
}

/**
 * How calendars know the new series. It takes the place of the former one, if nothing of that is ahead: people then get one
 * message. Otherwise both are there.
 */
async function knownAs(
  { transaction, now }: Context,
  { series: { id, calendarId, sequence } }: ChangeableSeries,
  from: Date,
  newId: string,
): Promise<Pick<SessionSeries, "calendarId" | "sequence">> {
  if (calendarId === null) return { calendarId, sequence: 0 };
  const instances = await instancesFrom(transaction, id, new Date(0));
  const isSplit = instances.some(({ session }) => session.originalStart! < from && isAhead(session, now));
  return isSplit ? { calendarId: newId, sequence: 0 } : { calendarId, sequence: sequence + 1 };
}

/** The later part of the series with its changes. Without a new rule, all starts move as far as the first. */
function changed(
  context: Context,
  later: Series,
  { firstStart, timeZone, rule, singleChanges, ...more }: InputOf<typeof ChangeSeries>,
): Series {
  const given = [firstStart, timeZone, rule, more.durationMinutes, more.skipsFirmHolidays, more.holidayRegion];
  if (singleChanges === "KEEP" && given.every((each) => each === undefined)) {
    const message = "Nothing would change: give firstStart, timeZone, rule, durationMinutes or the holidays to skip.";
    context.refuse("REQUIRED", null, message);
  }
  const to = { firstStart: firstStart ?? later.firstStart, timeZone: timeZone ?? later.timeZone };
  return rule === undefined ? readOrRefuse(context, () => movedSeries(later, to)) : { rule, ...to };
}

/** The earlier part stays a series of its own, unless the whole series changes. */
async function endBefore({ transaction, now }: Context, { series }: ChangeableSeries, earlier?: Series): Promise<void> {
  const end = earlier === undefined ? { endedAt: new Date(now) } : { rule: earlier.rule };
  await transaction.update(SessionSeries, { id: series.id }, end);
}
