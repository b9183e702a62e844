import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { SessionSeries } from "@coachwork/schema";
import { type EffectSettings, type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { aboutSeries } from "./about-series.js";
import { announce } from "./announce.js";
import { holdNames } from "./hold-names.js";
import { seriesFacts } from "./series-facts.js";
import { emailsAboutSeries } from "./written-emails.js";

/**
 * Tells a series' people what is new about it, everything in one e-mail to each. Sessions that change cause it too
 * (`tellSoon`).
 */
export const tellSeries = job({
  name: "tellSeries",
  /** The series by whose id calendars know it. */
  told: { series: uuid },
  causedBy: [
    on(["series.booked", "series.changed", "series.cancelled", "series.instance_skipped"], tellOfSeries),
    // A series without an end of its own goes on in calendars until the engagement's last day.
    on(["engagement.updated"], tellOfEngagement),
  ],

  async run(services, { firmId, series }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      await holdNames(transaction, "series", series);
      const facts = await seriesFacts(transaction, series);
      if (!facts) return;
      const written = await emailsAboutSeries(transaction, series);
      await announce(transaction, aboutSeries(transaction, facts, now), written, now);
    });
  },
});

async function tellOfSeries(
  transaction: Transaction,
  { ids }: Naming<"series"> & { readonly ids: { readonly follows?: string } },
  now: number,
  { gatherMs }: EffectSettings,
): Promise<void> {
  for (const id of [ids.series, ids.follows]) {
    const series = id === undefined ? null : await transaction.findOne(SessionSeries, { id });
    if (series?.calendarId) tellLater(transaction, series.calendarId, now, gatherMs);
  }
}

async function tellOfEngagement(
  transaction: Transaction,
  { ids }: Naming<"engagement">,
  now: number,
  { gatherMs }: EffectSettings,
): Promise<void> {
  const found = await transaction.query<{ id: string }>(
    `select distinct s.calendar_id as id from series s
     where s.firm_id = $1::uuid and s.engagement_id = $2::uuid and s.calendar_id is not null and s.ended_at is null`,
    [transaction.scope.firmId, ids.engagement],
  );
  for (const { id } of found) tellLater(transaction, id, now, gatherMs);
}

function tellLater(transaction: Transaction, series: string, now: number, gatherMs: number): void {
  const time = gatherMs === 0 ? {} : { runAt: new Date(now + gatherMs), keepsTime: true };
  enqueue(transaction, tellSeries, { series }, { key: series, ...time });
}
