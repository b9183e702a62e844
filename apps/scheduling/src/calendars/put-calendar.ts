import { type CommandContext, newId, Overtaken } from "@coachwork/platform";
import { BusyCalendar } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";
import type { BusyQuestion } from "./busy-times.js";
import { lockFloatingZone } from "./coverage.js";
import { nextRefresh } from "./next-refresh.js";
import { writeTimes } from "./write-times.js";

const MOST_CALENDARS = 20;

/** A calendar that has just been read, with its busy times. */
export type CalendarToPut = Pick<BusyCalendar, "name" | "source" | "address" | "etag" | "lastModified"> & {
  readonly busy: readonly Interval[];
  /** The parameters of the busy times. */
  readonly question: BusyQuestion;
  /** Milliseconds until there is something to do again. */
  readonly every: number;
};

/**
 * Writes a coach's calendar with its busy times, replacing the one of the same name, and returns its id. It locks the
 * coach's calendars first, so that concurrent writers take turns and are counted.
 */
export async function putCalendar(
  context: CommandContext<"TOO_MANY_CALENDARS">,
  coachId: string,
  { busy, question, every, ...calendar }: CalendarToPut,
): Promise<string> {
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
  await writeTimes(transaction, { id, coachId }, busy);
  return id;
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
