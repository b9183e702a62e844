import { type CommandContext, newId, Overtaken } from "@coachwork/platform";
import { BusyCalendar } from "@coachwork/schema";
import type { ReadCalendar } from "../core/ics/busy-calendar.js";
import type { BusyQuestion } from "./busy-times.js";
import { countedTimes } from "./counted-times.js";
import { lockFloatingZone } from "./coverage.js";
import { nextRefresh } from "./next-refresh.js";
import { warningTexts } from "./warning-texts.js";
import { writeTimes } from "./write-times.js";

const MOST_CALENDARS = 20;

/** A calendar that has just been read. */
export type CalendarToPut = Pick<BusyCalendar, "name" | "address" | "etag" | "lastModified"> & {
  readonly read: ReadCalendar;
  /** What that is the answer to. */
  readonly question: BusyQuestion;
  /** Milliseconds until there is something to do again. */
  readonly every: number;
};

/**
 * Writes a coach's calendar, in place of the one of that name, and its busy times; gives its id and how many they are. The coach's calendars are
 * locked first, so that those who write at once take turns and are counted.
 */
export async function putCalendar(
  context: CommandContext<"TOO_MANY_CALENDARS">,
  coachId: string,
  { read, question, every, ...calendar }: CalendarToPut,
): Promise<{ readonly id: string; readonly busyTimes: number }> {
  const { transaction, now } = context;
  // If the coach's zone changed during the read, the times differ. Expand them again at once.
  const isRezoned = (await lockFloatingZone(transaction, coachId)) !== question.timeZone;
  await calendarsOf(context, coachId, "order by id for update");
  const all = await calendarsOf(context, coachId);
  const replaced = all.find(({ name }) => name === calendar.name)?.id;
  if (replaced === undefined && all.length >= MOST_CALENDARS) {
    const message = `The coach already has ${MOST_CALENDARS} calendars; give the name of the one to replace.`;
    context.refuse("TOO_MANY_CALENDARS", "name", message);
  }
  const id = replaced ?? newId();
  const readAt = new Date(now);
  const values = {
    ...calendar,
    source: read.kept,
    warnings: warningTexts(read),
    importedAt: readAt,
    refreshedAt: calendar.address === null ? null : readAt,
    ...{ failingSince: null, failure: null, failureMessage: null },
    coveredUntil: new Date(isRezoned ? now : question.to),
    nextRefreshAt: new Date(isRezoned ? now : nextRefresh(id, now, { every })),
  };
  const isWritten = replaced
    ? (await transaction.update(BusyCalendar, { id }, values)) === 1
    : await transaction.insertUnlessTaken(BusyCalendar, { id, coachId, ...values });
  if (!isWritten) throw new Overtaken();
  const busy = await countedTimes(transaction, read);
  await writeTimes(transaction, { id, coachId }, busy);
  return { id, busyTimes: busy.length };
}

/** Only ids and names: the texts are long. */
async function calendarsOf(
  { transaction, actor }: CommandContext<never>,
  coachId: string,
  locked: "" | "order by id for update" = "",
): Promise<Pick<BusyCalendar, "id" | "name">[]> {
  return transaction.query(
    `select id, name from busy_calendar where firm_id = $1::uuid and coach_id = $2::uuid ${locked}`,
    [actor.firmId, coachId],
  );
}
