import { type Database, daysAfter, startOfDay } from "@coachwork/platform";
import { type Actor, Session, uuidOf } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";

const daysOf = `select e.starts_on as "startsOn", e.ends_on as "endsOn", s.time_zone as "timeZone",
    p.starts_on as "pausedOn", p.ends_on as "pausedUntil"
  from session s join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
  left join engagement_pause p on p.firm_id = $1::uuid and p.engagement_id = e.id and p.over_since is null
  where s.firm_id = $1::uuid and s.id = $2::uuid`;

/** Days of an engagement, each `YYYY-MM-DD`. */
interface Days {
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The zone that says on which day its session is. */
  readonly timeZone: string;
  readonly pausedOn: string | null;
  readonly pausedUntil: string | null;
}

/**
 * When a session cannot start where it moves: before its engagement's first day, after its last one, and in a pause. The session's
 * own zone says on which day a start is, as it does when it is moved.
 */
export async function closedDays(
  database: Database,
  caller: Actor,
  { movingSessionId }: { readonly movingSessionId?: string | null },
): Promise<readonly Interval[]> {
  if (movingSessionId == null) return [];
  const values = [caller.firmId, uuidOf(Session, movingSessionId)];
  const [days] = (await database.read(caller, daysOf, values)) as unknown as Days[];
  if (!days) return [];
  const { startsOn, endsOn, timeZone, pausedOn, pausedUntil } = days;
  const begins = (date: string) => startOfDay(timeZone, date);
  const isOver = (date: string | null) => (date === null ? Number.POSITIVE_INFINITY : begins(daysAfter(date, 1)));
  const closed: Interval[] = [
    [Number.NEGATIVE_INFINITY, begins(startsOn)],
    [isOver(endsOn), Number.POSITIVE_INFINITY],
  ];
  return pausedOn === null ? closed : [...closed, [begins(pausedOn), isOver(pausedUntil)]];
}
