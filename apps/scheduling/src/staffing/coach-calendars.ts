import { inPortions } from "@coachwork/platform";
import type { CoachCalendar } from "../core/calendar.js";
import type { Interval } from "../core/interval.js";
import { openIntervals } from "../core/windows.js";
import { countedSessions } from "./counted-sessions.js";
import { hoursForType, type HoursForType, isLimited, limitsOf, type TypeTerms } from "../availability/session-terms.js";
import { LONGEST_BUFFER, takenElsewhere, takenTimes } from "./taken-times.js";
import { type Query, type WorkingHours, workingHoursOf } from "../availability/working-hours.js";

/** Which coaches' calendars are needed, and for what. */
export interface Calendars {
  readonly firmId: string;
  readonly coachIds: readonly string[];
  /** Epoch milliseconds, like all instants here. */
  readonly range: Interval;
  readonly now: number;
  /** The session type, if there is one. */
  readonly type: TypeTerms | undefined;
  /** A session that is to be moved: it takes no time, and does not count. */
  readonly moving?: string | undefined;
}

/** One coach's. */
export type Calendar = CoachCalendar & Pick<WorkingHours, "coachId">;

/**
 * The calendars of coaches who have set when they work, in the requested order: four statements, however many coaches.
 * The last is only needed if somebody's sessions are limited.
 */
export async function coachCalendars(query: Query, asked: Calendars): Promise<readonly Calendar[]> {
  const { firmId, coachIds, range, now, type, moving } = asked;
  const all = await workingHoursOf(query, firmId, coachIds, range);
  const working = coachIds.flatMap((coachId) => all.get(coachId) ?? []).map((hours) => hoursForType(hours, type));
  const ids = working.map(({ coachId }) => coachId);
  const limited = working.filter((hours) => isLimited(hours, type)).map(({ coachId }) => coachId);
  const reach = await reachOf(working, range);
  const [taken, elsewhere, counted] = await Promise.all([
    takenTimes(query, firmId, ids, reach, now, moving),
    takenElsewhere(query, firmId, working, reach),
    limited.length > 0 ? countedSessions(query, { firmId, coachIds: limited, now }, range, moving) : undefined,
  ]);
  return working.map((hours) => ({
    ...hours,
    busy: [...(taken.get(hours.coachId) ?? []), ...(elsewhere.get(hours.coachId) ?? [])],
    limits: limitsOf(hours, type, counted?.get(hours.coachId) ?? []),
  }));
}

/** The range in which busy times count. Windows are read uncut, because their starts decide where slots lie. */
async function reachOf(working: readonly HoursForType[], [first, last]: Interval): Promise<Interval> {
  let [from, to] = [first, last];
  for await (const hours of inPortions(working)) {
    from = Math.min(from, openIntervals(hours, first, first + 1)[0]?.[0] ?? from);
    to = Math.max(to, openIntervals(hours, last - 1, last).at(-1)?.[1] ?? to);
  }
  return [from - LONGEST_BUFFER, to + LONGEST_BUFFER];
}
