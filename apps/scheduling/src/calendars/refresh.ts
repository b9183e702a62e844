import type { Transaction } from "@coachwork/platform";
import { BusyCalendar } from "@coachwork/schema";
import type { ReadCalendar } from "../core/ics/busy-calendar.js";
import type { BusyQuestion } from "./busy-times.js";
import {
  type CalendarServices,
  findCalendar,
  type FoundCalendar,
  type Patience,
  startWaiting,
  workOut,
} from "./calendars.js";
import { countedTimes } from "./counted-times.js";
import { isRunningOut, questionFor } from "./coverage.js";
import { CalendarFailure } from "./failure.js";
import { EXTEND_EVERY, nextRefresh } from "./next-refresh.js";
import { warningTexts } from "./warning-texts.js";
import { writeTimes } from "./write-times.js";

/** A calendar without its text, which is long. */
export type CalendarState = Omit<
  BusyCalendar,
  "coach" | "host" | "source" | "name" | "failure" | "failureMessage" | "warnings"
>;

/** A calendar to refresh, as it was at the start. */
export interface Refresh {
  readonly calendar: CalendarState;
  readonly question: BusyQuestion;
}

/** The result. */
export interface Refreshed {
  /** What is at its address, if it has one. */
  readonly read?: FoundCalendar | "unchanged" | CalendarFailure;
  /** Its times worked out further ahead, where it was time for that and nothing new was read. */
  readonly extended?: ReadCalendar | CalendarFailure;
}

const state = `select firm_id as "firmId", id, coach_id as "coachId", imported_at as "importedAt",
  covered_until as "coveredUntil", address, etag, last_modified as "lastModified", refreshed_at as "refreshedAt",
  failing_since as "failingSince", next_refresh_at as "nextRefreshAt"
  from busy_calendar where firm_id = $1::uuid and id = $2::uuid`;

/** The calendar with this UUID. Undefined if it was removed. */
export async function refreshOf(transaction: Transaction, id: string, now: number): Promise<Refresh | undefined> {
  const [calendar] = await transaction.query<CalendarState>(state, [transaction.scope.firmId, id]);
  return calendar && { calendar, question: await questionFor(transaction, calendar.coachId, now) };
}

/**
 * Reads the calendar from its address, and makes sure that its recurring events are expanded far enough. Not in a
 * transaction.
 */
export async function refresh(
  { database, calendars }: CalendarServices,
  { calendar, question }: Refresh,
  now: number,
  patience: Patience,
): Promise<Refreshed> {
  const { firmId, id, address, coveredUntil } = calendar;
  const limits = startWaiting(patience);
  const read = address === null ? undefined : await findCalendar(calendars, address, calendar, question, limits);
  const found: Refreshed = read === undefined ? {} : { read };
  if (isNew(read) || !isRunningOut(coveredUntil, now)) return found;
  const text = "select source from busy_calendar where firm_id = $1::uuid and id = $2::uuid";
  const [row] = await database.read({ firmId, personId: null }, text, [firmId, id]);
  return row ? { ...found, extended: await workOut(calendars, row.source as string, question, limits) } : found;
}

/**
 * Writes the result: the new times, or the failure, in which case the last good times stay. Nothing is written if
 * somebody else wrote a newer result. Returns when to refresh the calendar again, if it still exists.
 */
export async function writeRefreshed(
  transaction: Transaction,
  { calendar: before, question }: Refresh,
  { read, extended }: Refreshed,
  now: number,
  refreshEvery: number,
): Promise<Date | undefined> {
  const { id, coachId } = before;
  const [calendar] = await transaction.query<CalendarState>(`${state} for update`, [before.firmId, id]);
  if (!calendar) return undefined;
  if (!isSame(calendar, before)) return calendar.nextRefreshAt ?? new Date(now);

  const failure = [read, extended].find((result) => result instanceof CalendarFailure);
  const found = isNew(read) ? read : extended instanceof CalendarFailure ? undefined : extended;
  const busy = found && (await countedTimes(transaction, found));
  const { gone, fresh } = busy ? await writeTimes(transaction, before, busy) : { gone: [], fresh: [] };
  const failingSince = failure ? (calendar.failingSince ?? new Date(now)) : null;
  const every = calendar.address === null ? EXTEND_EVERY : refreshEvery;
  const next = nextRefresh(id, now, { every, ...(failingSince && { failingSince: failingSince.getTime() }) });
  const changes: Partial<BusyCalendar> = {
    ...(isNew(read) && { ...textOf(read), importedAt: new Date(now) }),
    ...((isNew(read) || read === "unchanged") && { refreshedAt: new Date(now) }),
    ...(busy && { coveredUntil: new Date(question.to) }),
    failingSince,
    failure: failure?.code ?? null,
    failureMessage: failure?.message ?? null,
    nextRefreshAt: new Date(next),
  };
  await transaction.update(BusyCalendar, { id }, changes);

  const isOther =
    gone.some(([, end]) => end > question.from) || fresh.some(([start]) => start < calendar.coveredUntil.getTime());
  const ids = { coach: coachId, busyCalendar: id };
  if (failure && !calendar.failingSince) transaction.tell({ type: "busy_calendar.failed", ids });
  else if (isOther || (calendar.failingSince && !failure)) transaction.tell({ type: "busy_calendar.refreshed", ids });
  return new Date(next);
}

function isNew(read: Refreshed["read"]): read is FoundCalendar {
  return typeof read === "object" && !(read instanceof CalendarFailure);
}

function textOf({ etag, lastModified, ...read }: FoundCalendar): Partial<BusyCalendar> {
  return { source: read.kept, warnings: warningTexts(read), etag, lastModified };
}

/** Whether nobody has written the calendar in the meantime. */
function isSame(one: CalendarState, other: CalendarState): boolean {
  const times = ({ importedAt, refreshedAt, nextRefreshAt }: CalendarState): string =>
    [importedAt, refreshedAt, nextRefreshAt].map((time) => time?.toISOString() ?? "").join();
  return one.address === other.address && times(one) === times(other);
}
