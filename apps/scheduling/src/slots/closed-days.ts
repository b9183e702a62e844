import { type Database, daysAfter, startOfDay } from "@coachwork/platform";
import { type Actor, Session, uuidOf } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";

const daysOf = `select e.starts_on as "startsOn", e.ends_on as "endsOn", s.time_zone as "timeZone",
    s.kind = 'CHEMISTRY' and s.series_id is null and s.capacity is null as "comesBefore",
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
  /** Whether it may be before the first day: a single chemistry session. */
  readonly comesBefore: boolean;
  readonly pausedOn: string | null;
  readonly pausedUntil: string | null;
}

/**
 * When a session that moves cannot start: before its engagement's first day, unless it is a single chemistry session, after its last
 * one, and in a pause. The session's own zone says on which day a start is, as it does when it is moved.
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
  const { startsOn, endsOn, timeZone, comesBefore, pausedOn, pausedUntil } = days;
  const begins = (date: string) => startOfDay(timeZone, date);
  const isOver = (date: string | null) => (date === null ? Number.POSITIVE_INFINITY : begins(daysAfter(date, 1)));
  const before: Interval[] = comesBefore ? [] : [[Number.NEGATIVE_INFINITY, begins(startsOn)]];
  const paused: Interval[] = pausedOn === null ? [] : [[begins(pausedOn), isOver(pausedUntil)]];
  return [...before, [isOver(endsOn), Number.POSITIVE_INFINITY], ...paused];
}
