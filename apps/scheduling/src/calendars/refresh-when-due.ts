import { executeUnasked, type Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import { dequeue, enqueue, type JobPayload } from "../jobs/jobs.js";
import type { JobServices } from "../jobs/services.js";
import { type Calendars, UNASKED } from "./calendars.js";
import { refresh, refreshOf, writeRefreshed } from "./refresh.js";

declare module "../jobs/services.js" {
  interface JobServices {
    readonly calendars: Calendars;
  }
}

/** How far the clocks of this process and of the database, which lets jobs run, may be apart. In milliseconds. */
const CLOCKS_APART = 1_000;

/** Has a calendar be looked after from now on; not one that was removed. */
export async function refreshWhenDue(
  transaction: Transaction,
  { ids: { busyCalendar: id } }: { readonly ids: { readonly busyCalendar: string } },
  now: number,
): Promise<void> {
  const found = await refreshOf(transaction, id, now);
  if (found) refreshAt(transaction, id, found.calendar.nextRefreshAt ?? new Date(now));
  else dequeue(transaction, "refreshBusyCalendar", id);
}

/** Has those of a coach's calendars refreshed for which it is time, such as all of them when the coach's zone has changed. */
export async function refreshThoseDue(
  transaction: Transaction,
  { ids: { coach } }: { readonly ids: { readonly coach: string } },
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
export async function refreshThoseOf(
  transaction: Transaction,
  { ids: { person } }: { readonly ids: { readonly person: string } },
  now: number,
): Promise<void> {
  const calendars = await transaction.query<{ id: string; nextRefreshAt: Date | null }>(
    `select id, next_refresh_at as "nextRefreshAt" from busy_calendar where firm_id = $1::uuid and coach_id = $2::uuid`,
    [transaction.scope.firmId, person],
  );
  for (const { id, nextRefreshAt } of calendars) refreshAt(transaction, id, nextRefreshAt ?? new Date(now));
}

/**
 * The job: reads a calendar from its address and works its recurring events out further ahead, each where it is time for it,
 * and leaves the next job for it. When it is time the row says: somebody may have had it refreshed since.
 */
export async function refreshBusyCalendar(
  services: JobServices,
  { firmId, calendar: id }: JobPayload<"refreshBusyCalendar">,
  signal: AbortSignal,
): Promise<void> {
  const due = await executeUnasked(services, firmId, async (transaction, now) => {
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
  await executeUnasked(services, firmId, async (transaction, now) => {
    const next = await writeRefreshed(transaction, due, came, now, services.calendars.refreshEvery);
    if (next) refreshAt(transaction, id, next);
  });
}

/** Whether somebody was taken out of the firm: nobody reads their calendars then, whose servers need not be asked. */
async function hasGone(transaction: Transaction, personId: string): Promise<boolean> {
  const person = await transaction.findOne(Person, { id: personId });
  return person?.status === "DEACTIVATED";
}

function refreshAt(transaction: Transaction, id: string, runAt: Date): void {
  enqueue(transaction, "refreshBusyCalendar", { calendar: id }, { runAt, key: id });
}
