import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { ChangeSeries, type InputOf, SessionSeries } from "@coachwork/schema";
import { type Series, seriesStarts } from "../core/series.js";
import { pairedStarts } from "../core/series-pairs.js";
import { isAhead } from "../booking/sessions-ahead.js";
import { requestedSeries } from "./requested-series.js";
import { type ChangeableSeries, changeableSeries, instancesFrom, splitAt } from "./changeable-series.js";
import { lockParticipants } from "../booking/participants-time.js";
import { bookerOf } from "../people/booker.js";
import { refuseBetweenSlots } from "./first-slot.js";
import { refuseConflicts } from "./conflict.js";
import { continueSeries } from "./continue-series.js";
import { coachesToTell, hoursFor } from "./instance.js";
import { refuseAfterEnd, startsToBook } from "./series-horizon.js";
import { writeSeries } from "./write-series.js";

type Context = ContextOf<typeof ChangeSeries>;

/**
 * Changes a series from one of its starts onward ("this and following"). It ends before that start, and a new series
 * takes over its later sessions.
 */
export const changeSeries = implement(ChangeSeries, async (context, input) => {
  const { transaction, now } = context;
  const changeable = await changeableSeries(context, input.id);
  const { series: before, engagement, people, party, coachIds } = changeable;
  if (engagement.status !== "ACTIVE")
    context.refuse("ENGAGEMENT_NOT_ACTIVE", "id", `The engagement is ${engagement.status}; it must be ACTIVE.`);
  const booker = bookerOf(context, input, people);
  await lockParticipants(transaction, [...new Set(people.participants.map(({ personId }) => personId))]);
  const { earlier, later } = splitAt(context, before, input.from);
  const { agreed, first } = requestedSeries(context, changed(context, later, input));

  const [from, until] = [input.from.getTime(), before.materialisedUntil.getTime()];
  // The new series is booked as far ahead as the old one was, so that nobody's session is cancelled for being far
  // ahead.
  const ahead = startsToBook(agreed, engagement, { from: first, now, atLeast: until + first - from });
  refuseAfterEnd(context, engagement, ahead);
  const former = [...seriesStarts(before, from, until)];
  const pairs = pairedStarts({ ...before, starts: former }, { ...agreed, starts: ahead.starts });
  const instances = await instancesFrom(transaction, before.id, input.from);

  const { kind, place } = before;
  const terms = { kind, place, durationMinutes: input.durationMinutes ?? before.durationMinutes };
  const id = newOpaqueId();
  const named = { ...(await knownAs(context, changeable, input.from, id)), followsId: before.id };
  const series = { id, ...named, engagementId: engagement.id, ...agreed, ...terms };
  if (input.firstStart !== undefined)
    await refuseBetweenSlots(context, { series, people, coachIds, booker }, first, instances[0]?.session.id);
  await writeSeries(context, series, coachIds, ahead);
  await endBefore(context, changeable, earlier);
  const hours = await hoursFor(transaction, people, ahead);
  const after = { series, engagement, people, coachIds, booker, hours };
  const { conflicts, booked } = await continueSeries(context, {
    ...{ before, instances, pairs },
    ...{ after, starts: ahead.starts, party },
  });
  refuseConflicts(context, input, conflicts, booked);
  const ids = { series: series.id, follows: before.id, engagement: engagement.id };
  transaction.tell({ type: "series.changed", ids: { ...ids, coaches: coachesToTell(after, now) } });
  return { series: series.id, conflicts };
});

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
  return isSplit ? { calendarId: newId, sequence: 0 } : { calendarId, sequence };
}

/** The later part of the series with its changes. */
function changed(
  context: Context,
  later: Series,
  { firstStart, rule, durationMinutes }: InputOf<typeof ChangeSeries>,
): Series {
  if (firstStart == null && rule == null && durationMinutes == null)
    context.refuse("REQUIRED", null, "Nothing would change: give firstStart, rule or durationMinutes.");
  const { timeZone } = later;
  return { timeZone, rule: rule ?? later.rule, firstStart: firstStart ?? later.firstStart };
}

/** The earlier part stays a series of its own, unless the whole series changes. */
async function endBefore({ transaction, now }: Context, { series }: ChangeableSeries, earlier?: Series): Promise<void> {
  const end = earlier === undefined ? { endedAt: new Date(now) } : { rule: earlier.rule };
  await transaction.update(SessionSeries, { id: series.id }, end);
}
