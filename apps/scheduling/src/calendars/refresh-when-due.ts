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

/** How far the clocks of this process and of the database may differ, in milliseconds. The database lets jobs run. */
const CLOCKS_APART = 1_000;

/**
 * Reads a calendar from its address, expands its recurring events further ahead, each if it is due, and creates the
 * next job. The row says when it is due, because somebody may have refreshed it since.
 */
export const refreshWhenDue = job({
  name: "refreshBusyCalendar",
  lane: "calendars",
  told: { calendar: uuid },
  causedBy: [
    on(["busy_calendar.imported", "busy_calendar.subscribed", "busy_calendar.removed"], scheduleRefresh),
    on(["availability.set"], refreshDue),
    on(["person.reactivated"], refreshCalendarsOf),
  ],

  async run(services, { firmId, calendar: id }, signal): Promise<void> {
    const due = await executeWithoutActor(services, firmId, async (transaction, now) => {
      const found = await refreshOf(transaction, id, now);
      // It resumes when they come back.
      if (found && (await hasLeftFirm(transaction, found.calendar.coachId))) return undefined;
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

/** Keeps a calendar up to date from now on, unless it was removed. */
async function scheduleRefresh(
  transaction: Transaction,
  { ids: { busyCalendar: id } }: Naming<"busyCalendar">,
  now: number,
): Promise<void> {
  const found = await refreshOf(transaction, id, now);
  if (found) refreshAt(transaction, id, found.calendar.nextRefreshAt ?? new Date(now));
  else dequeue(transaction, refreshWhenDue, id);
}

/** Refreshes a coach's calendars that are due, such as all of them after a change of zone. */
async function refreshDue(transaction: Transaction, { ids: { coach } }: Naming<"coach">, now: number): Promise<void> {
  const due = await transaction.query<{ id: string }>(
    `select id from busy_calendar
     where firm_id = $1::uuid and coach_id = $2::uuid and next_refresh_at <= $3::timestamptz`,
    [transaction.scope.firmId, coach, new Date(now + CLOCKS_APART)],
  );
  for (const { id } of due) refreshAt(transaction, id, new Date(now));
}

/** Refreshes the calendars of a reactivated person again. */
async function refreshCalendarsOf(
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

/** Whether somebody was deactivated. Nobody reads their calendars then, so the servers need not be asked. */
async function hasLeftFirm(transaction: Transaction, personId: string): Promise<boolean> {
  const person = await transaction.findOne(Person, { id: personId });
  return person?.status === "DEACTIVATED";
}

function refreshAt(transaction: Transaction, id: string, runAt: Date): void {
  enqueue(transaction, refreshWhenDue, { calendar: id }, { runAt, key: id });
}
