import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { type Calendars, UNASKED } from "./calendars.js";
import { refresh, refreshOf, writeRefreshed } from "./refresh.js";

declare module "../jobs/services.js" {
  interface JobServices {
    readonly calendars: Calendars;
  }
}

/** How far the clocks of this process and of the database, which lets jobs run, may be apart. In milliseconds. */
const CLOCKS_APART = 1_000;

/**
 * Reads a calendar from its address and works its recurring events out further ahead, each where it is time for it,
 * and leaves the next job for it. When it is time the row says: somebody may have had it refreshed since.
 */
export const refreshWhenDue = job({
  name: "refreshBusyCalendar",
  lane: "calendars",
  told: { calendar: uuid },
  causedBy: [
    on(["busy_calendar.imported", "busy_calendar.subscribed", "busy_calendar.removed"], lookAfter),
    on(["availability.set"], refreshThoseDue),
    on(["person.reactivated"], refreshThoseOf),
  ],

  async run(services, { firmId, calendar: id }, signal): Promise<void> {
    const due = await executeWithoutActor(services, firmId, async (transaction, now) => {
      const found = await refreshOf(transaction, id, now);
      // It goes on when they come back.
      if (found && (await hasGone(transaction, found.calendar.coachId))) return undefined;
      const time = found?.calendar.nextRefreshAt ?? new Date(now);
      if (!found || time.getTime() <= now + CLOCKS_APART) return found && { ...found, now };
      refreshAt(transaction, id, time);
      return undefined;
    });
    if (!due) return;
    const came = await refresh(services, due, due.now, { ...UNASKED, signal });
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const next = await writeRefreshed(transaction, due, came, now, services.calendars.refreshEvery);
      if (next) refreshAt(transaction, id, next);
    });
  },
});

/** Has a calendar be looked after from now on; not one that was removed. */
async function lookAfter(
  transaction: Transaction,
  { ids: { busyCalendar: id } }: Naming<"busyCalendar">,
  now: number,
): Promise<void> {
  const found = await refreshOf(transaction, id, now);
  if (found) refreshAt(transaction, id, found.calendar.nextRefreshAt ?? new Date(now));
  else dequeue(transaction, refreshWhenDue, id);
}

/** Has those of a coach's calendars refreshed for which it is time, such as all of them when the coach's zone has changed. */
async function refreshThoseDue(
  transaction: Transaction,
  { ids: { coach } }: Naming<"coach">,
  now: number,
): Promise<void> {
  const due = await transaction.query<{ id: string }>(
    `select id from busy_calendar
     where firm_id = $1::uuid and coach_id = $2::uuid and next_refresh_at <= $3::timestamptz`,
    [transaction.scope.firmId, coach, new Date(now + CLOCKS_APART)],
  );
  for (const { id } of due) refreshAt(transaction, id, new Date(now));
}

/** Has the calendars of somebody who is back in the firm looked after again. */
async function refreshThoseOf(
  transaction: Transaction,
  { ids: { person } }: Naming<"person">,
  now: number,
): Promise<void> {
  const calendars = await transaction.query<{ id: string; nextRefreshAt: Date | null }>(
    `select id, next_refresh_at as "nextRefreshAt" from busy_calendar where firm_id = $1::uuid and coach_id = $2::uuid`,
    [transaction.scope.firmId, person],
  );
  for (const { id, nextRefreshAt } of calendars) refreshAt(transaction, id, nextRefreshAt ?? new Date(now));
}

/** Whether somebody was taken out of the firm: nobody reads their calendars then, whose servers need not be asked. */
async function hasGone(transaction: Transaction, personId: string): Promise<boolean> {
  const person = await transaction.findOne(Person, { id: personId });
  return person?.status === "DEACTIVATED";
}

function refreshAt(transaction: Transaction, id: string, runAt: Date): void {
  enqueue(transaction, refreshWhenDue, { calendar: id }, { runAt, key: id });
}
