import { type CommandContext, command, newId } from "@coachwork/platform";
import {
  Availability,
  BusyCalendar,
  BusyTime,
  type CodeOf,
  ImportBusyCalendarCodes,
  type ImportBusyCalendarInput,
  type Person,
} from "@coachwork/schema";
import { busyFromIcs, InvalidCalendar } from "../core/busy-calendar.js";
import type { Interval } from "../core/interval.js";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { coachToSet } from "./coach-to-set.js";

type Context = CommandContext<CodeOf<typeof ImportBusyCalendarCodes>>;

const DAY = 86_400_000;
const DAYS_BACK = 7;
/** How far recurring events are worked out. */
const DAYS_AHEAD = 400;

const MOST_CALENDARS = 20;

/** Rows of one statement; PostgreSQL takes 65,535 parameters, and a row needs five. */
const BATCH = 2_000;

/** Reads a calendar from outside in; its times are not free from then on. It replaces the coach's calendar of that name. */
export const importBusyCalendar = command({
  codes: ImportBusyCalendarCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"],

  async run(context: Context, input: ImportBusyCalendarInput) {
    const { transaction, now } = context;
    const coach = await coachToSet(context, input.coachId);
    judgeName(context, input.name);
    const coveredUntil = now + DAYS_AHEAD * DAY;
    const busy = await read(context, coach, input.ics, [now - DAYS_BACK * DAY, coveredUntil]);

    const { name, ics: source } = input;
    const calendar = { name, source, importedAt: new Date(now), coveredUntil: new Date(coveredUntil) };
    const calendarId = await write(context, coach.id, calendar);
    await replaceTimes(context, { calendarId, coachId: coach.id }, busy);
    transaction.tell({ type: "busy_calendar.imported", ids: { coach: coach.id, busyCalendar: calendarId } });
    return { busyCalendar: calendarId, busyTimes: busy.length };
  },
});

function judgeName(context: Context, name: string): void {
  if (name.length >= 1 && name.length <= 100 && !name.includes("\0")) return;
  context.refuse("INVALID", "name", `The name has ${name.length} characters; give 1 to 100, none of them NUL.`);
}

async function read(context: Context, person: Person, ics: string, [from, to]: Interval): Promise<Interval[]> {
  const availability = await context.transaction.findOne(Availability, { coachId: person.id });
  const zones = [availability?.timeZone, person.timeZone, context.actor.firmTimeZone];
  const timeZone = zones.find((zone) => zone !== undefined && isTimeZone(zone)) ?? "UTC";
  if (ics.includes("\0"))
    context.refuse("BROKEN_CALENDAR", "ics", "The calendar has a NUL character; RFC 5545 allows none.");
  try {
    return busyFromIcs(ics, { timeZone, from, to });
  } catch (error) {
    if (!(error instanceof InvalidCalendar)) throw error;
    return context.refuse("BROKEN_CALENDAR", "ics", `The calendar cannot be read: ${error.message}.`);
  }
}

/** Writes the calendar. The coach's calendars are locked first, so that those who import at once take turns and are counted. */
async function write(
  context: Context,
  coachId: string,
  calendar: Pick<BusyCalendar, "name" | "source" | "importedAt" | "coveredUntil">,
): Promise<string> {
  const { transaction } = context;
  const id = newId();
  await calendarsOf(context, coachId, "order by id for update");
  const isNew = await transaction.insertUnlessTaken(BusyCalendar, { id, coachId, ...calendar });
  const all = await calendarsOf(context, coachId);
  if (isNew && all.length > MOST_CALENDARS) {
    const message = `The coach has ${MOST_CALENDARS} calendars; give the name of the one to replace.`;
    context.refuse("TOO_MANY_CALENDARS", "name", message);
  }
  if (isNew) return id;
  await transaction.update(BusyCalendar, { coachId, name: calendar.name }, calendar);
  return all.find(({ name }) => name === calendar.name)!.id;
}

/** Ids and names only: what the calendars say is long. */
async function calendarsOf(
  { transaction, actor }: Context,
  coachId: string,
  locked: "" | "order by id for update" = "",
): Promise<Pick<BusyCalendar, "id" | "name">[]> {
  return transaction.query(
    `select id, name from busy_calendar where firm_id = $1::uuid and coach_id = $2::uuid ${locked}`,
    [actor.firmId, coachId],
  );
}

async function replaceTimes(
  { transaction }: Context,
  owner: Pick<BusyTime, "calendarId" | "coachId">,
  busy: readonly Interval[],
): Promise<void> {
  await transaction.delete(BusyTime, { calendarId: owner.calendarId });
  for (let first = 0; first < busy.length; first += BATCH) {
    const rows = busy.slice(first, first + BATCH).map(([start, end]) => ({
      ...owner,
      startsAt: new Date(start),
      endsAt: new Date(end),
    }));
    await transaction.insert(BusyTime, rows);
  }
}
