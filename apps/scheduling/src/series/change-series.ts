import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { ChangeSeries, type InputOf, SessionSeries } from "@coachwork/schema";
import { type Series, seriesStarts } from "../core/series.js";
import { movedSeries } from "../core/series-move.js";
import { pairedStarts } from "../core/series-pairs.js";
import { HOUR } from "../core/lengths.js";
import { isAhead } from "../booking/sessions-ahead.js";
import { refuseInactive } from "../booking/session-day.js";
import { typeOf } from "../booking/session-to-book.js";
import { lockPeople } from "../booking/participants-time.js";
import { bookerOf } from "../people/booker.js";
import { idsOf } from "../people/engagement-people.js";
import { type ChangeableSeries, changeableSeries, instancesFrom, splitAt, startToChange } from "./changeable-series.js";
import { refuseBetweenSlots } from "./first-slot.js";
import { refuseConflicts } from "./conflict.js";
import { continueSeries, staysApart } from "./continue-series.js";
import { hoursFor } from "./instance.js";
import { lostSessions } from "./lost-sessions.js";
import { readOrRefuse, requestedSeries } from "./requested-series.js";
import { coachesToTell } from "./series-coaches.js";
import { holidaysToAgree, refuseNothingButHolidays, skip, withoutHolidays } from "./series-holidays.js";
import { refuseAfterEnd, startsToBook } from "./series-horizon.js";
import { bookerOfChange, overridesOf } from "./series-overrides.js";
import { writeSeries } from "./write-series.js";

type Context = ContextOf<typeof ChangeSeries>;

/** The clocks of a zone change by no more. A later start may then be that much later than the first. */
const CLOCK_CHANGE = 3 * HOUR;

/**
 * Moves or changes a series, all that is ahead or from one of its starts onward ("this and following"). It ends before that
 * start, and a new series takes over its later sessions.
 */
export const changeSeries = implement(ChangeSeries, async (context, input) => {
  const { transaction, actor, now } = context;
  const changeable = await changeableSeries(context, input.id);
  const { series: before, engagement, people, party, coachIds } = changeable;
  refuseInactive(context, engagement, "id");
  const durationMinutes = durationToAgree(context, changeable, input);
  const booker = bookerOfChange(before, input, bookerOf(context, input, people));
  await lockPeople(transaction, idsOf(people.participants), idsOf(people.coaches));
  const from = await startToChange(context, before, input.from);
  const { earlier, later } = splitAt(context, before, from);
  const { agreed, first } = requestedSeries(context, changed(context, later, input));
  const holidays = await holidaysToAgree(context, input, before);

  const until = before.materialisedUntil.getTime();
  // The new series is booked as far ahead as the old one was, so that nobody's session is cancelled for being far
  // ahead.
  const atLeast = until + first - from.getTime() + CLOCK_CHANGE;
  const all = startsToBook(agreed, engagement, { from: first, now, atLeast });
  refuseAfterEnd(context, engagement, all);
  const former = [...seriesStarts(before, from.getTime(), until)];
  const pairs = pairedStarts({ ...before, starts: former }, { ...agreed, starts: all.starts });
  const instances = await instancesFrom(transaction, before.id, from);
  const elsewhere = instances.filter((each) => staysApart({ before, singleChanges: input.singleChanges }, each));
  const kept = new Set(elsewhere.flatMap(({ session }) => pairs.get(session.originalStart!.getTime()) ?? []));
  const ahead = await withoutHolidays(transaction, { ...agreed, ...holidays }, all, kept);
  refuseNothingButHolidays(context, ahead);

  const { kind, sessionTypeId, place, capacity, minimum, decideMinutes, offerMinutes } = before;
  const terms = { kind, sessionTypeId, place, durationMinutes, capacity, minimum, decideMinutes, offerMinutes };
  const id = newOpaqueId();
  const named = { ...(await knownAs(context, changeable, from, id)), followsId: before.id };
  const agreement = { engagementId: engagement.id, ...agreed, ...terms, ...holidays };
  const series = { id, ...named, ...agreement, ...overridesOf(booker), bookedById: actor.personId };
  const type = await typeOf(transaction, before);
  const asked = { series, type, engagement, people, coachIds, booker };
  if (input.firstStart !== undefined || input.timeZone !== undefined)
    await refuseBetweenSlots(context, asked, first, instances[0]?.session.id);
  await writeSeries(context, series, coachIds, ahead);
  await skip(transaction, series, ahead);
  await endBefore(context, changeable, earlier);
  const after = { ...asked, hours: await hoursFor(transaction, people, ahead) };
  const lost = input.rule === undefined ? lostSessions({ ...later, pairs, instances, now }, agreed, engagement) : [];
  const held = new Map([...pairs].filter(([, start]) => !ahead.skipped.includes(start)));
  const { conflicts, booked, cancelled } = await continueSeries(context, {
    ...{ before, instances, pairs: held, lost },
    ...{ after, starts: ahead.starts, party, singleChanges: input.singleChanges },
  });
  refuseConflicts(context, input, conflicts, booked);
  const ids = { series: series.id, follows: before.id, engagement: engagement.id };
  transaction.tell({ type: "series.changed", ids: { ...ids, coaches: coachesToTell(after, now) } });
  return { series: series.id, conflicts, sessionsCancelled: cancelled };
});

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
