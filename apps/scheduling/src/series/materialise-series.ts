import { executeWithoutActor, lockEngagement, openPause, type Transaction } from "@coachwork/platform";
import { SessionSeries } from "@coachwork/schema";
import { seriesStarts } from "../core/series.js";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { lockPeople } from "../booking/participants-time.js";
import { idsOf, peopleOf } from "../people/engagement-people.js";
import { expireHolds } from "../holds/expire-holds.js";
import { coachesOfSeries } from "./changeable-series.js";
import { typeOf } from "../booking/session-to-book.js";
import { bookInstance, except, hoursFor, type SeriesToBook } from "./instance.js";
import { coachesToTell } from "./series-coaches.js";
import { bookerOfSeries } from "./series-overrides.js";
import { skip, withoutHolidays } from "./series-holidays.js";
import { isAfter, startsToBook, upToPause } from "./series-horizon.js";
import { DAY, YEAR } from "../core/lengths.js";

/** However far apart its starts are, a series has its next one by then. */
const LONGEST_PAUSE = 10 * YEAR;

/**
 * Books a series' sessions that have come within the horizon. One that cannot be booked becomes an exception, and its
 * people are told. Running it again does nothing: starts are processed once, in order of time.
 */
export const materialiseSeries = job({
  name: "materialiseSeries",
  told: { series: uuid },
  causedBy: [on(["series.booked", "series.changed"], materialiseWhenDue)],

  async run(services, { firmId, series: id }): Promise<void> {
    await expireHolds(services, firmId);
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const asked = await lockedSeries(transaction, id);
      if (!asked || !isOngoing(asked, now)) return;
      enqueueNext(transaction, id, now);
      // A paused engagement may resume some day, and its series with it.
      if (asked.engagement.status === "ACTIVE") await bookAhead(transaction, asked, now);
    });
  },
});

/** Makes a series continue by itself from the next day on. At first, everything within the horizon is booked. */
function materialiseWhenDue(transaction: Transaction, { ids }: Naming<"series">, now: number): void {
  enqueueNext(transaction, ids.series, now);
}

type Standing = Omit<SeriesToBook, "hours" | "booker"> & { readonly series: SessionSeries };

/** The series with its engagement, both locked. Undefined if it has ended. */
async function lockedSeries(transaction: Transaction, id: string): Promise<Standing | undefined> {
  const known = await transaction.findOne(SessionSeries, { id });
  if (!known) return undefined;
  const engagement = (await lockEngagement(transaction, known.engagementId))!;
  const ids = [transaction.scope.firmId, id];
  await transaction.query("select from series where firm_id = $1::uuid and id = $2::uuid for update", ids);
  const series = (await transaction.findOne(SessionSeries, { id }))!;
  if (series.endedAt !== null) return undefined;
  const people = await peopleOf(transaction, engagement.id);
  const [coachIds, type] = [await coachesOfSeries(transaction, id), await typeOf(transaction, series)];
  return { series, type, engagement, people, coachIds };
}

/** Whether there is anything left to book later. */
function isOngoing({ series, engagement }: Standing, now: number): boolean {
  if (!["ACTIVE", "PAUSED"].includes(engagement.status) || isAfter(engagement, series, now)) return false;
  const from = Math.max(now, series.materialisedUntil.getTime());
  return !seriesStarts(series, from, from + LONGEST_PAUSE).next().done;
}

async function bookAhead(transaction: Transaction, asked: Standing, now: number): Promise<void> {
  const { series, engagement } = asked;
  const from = Math.max(now, series.materialisedUntil.getTime());
  const pause = await openPause(transaction, engagement);
  const all = upToPause(startsToBook(series, engagement, { from, now }), series, pause);
  const ahead = await withoutHolidays(transaction, series, all);
  const itself = { transaction, actor: null, now };
  await lockPeople(transaction, idsOf(asked.people.participants), idsOf(asked.people.coaches));
  const toBook = { ...asked, booker: bookerOfSeries(series), hours: await hoursFor(transaction, asked.people, ahead) };
  await skip(transaction, series, ahead);
  for (const start of ahead.starts) {
    const booked = await bookInstance(itself, toBook, start);
    if (!("code" in booked)) {
      transaction.tell(booked);
      continue;
    }
    const seriesException = await except(transaction, series.id, start, booked.code);
    const ids = { series: series.id, seriesException, engagement: engagement.id };
    transaction.tell({ type: "series.instance_skipped", ids: { ...ids, coaches: coachesToTell(toBook, start) } });
  }
  if (ahead.until <= from) return;
  await transaction.update(SessionSeries, { id: series.id }, { materialisedUntil: new Date(ahead.until) });
}

function enqueueNext(transaction: Transaction, series: string, now: number): void {
  enqueue(transaction, materialiseSeries, { series }, { runAt: new Date(now + DAY), key: series });
}
