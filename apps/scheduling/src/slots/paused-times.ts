import { type Database, daysAfter, startOfDay } from "@coachwork/platform";
import { type Actor, Session, uuidOf } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";

const openPauseOf = `select p.starts_on as "startsOn", p.ends_on as "endsOn", s.time_zone as "timeZone"
  from session s join engagement_pause p on p.firm_id = $1::uuid and p.engagement_id = s.engagement_id and p.over_since is null
  where s.firm_id = $1::uuid and s.id = $2::uuid`;

interface Pause {
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly timeZone: string;
}

/** The pause of its engagement, into which a session cannot be moved: days on the session's calendar, or on the asked one. */
export async function pausedTimes(
  database: Database,
  caller: Actor,
  { movingSessionId, timeZone: asked }: { readonly movingSessionId?: string | null; readonly timeZone?: string | null },
): Promise<readonly Interval[]> {
  if (movingSessionId == null) return [];
  const values = [caller.firmId, uuidOf(Session, movingSessionId)];
  const pauses = (await database.read(caller, openPauseOf, values)) as unknown as Pause[];
  return pauses.map(({ startsOn, endsOn, timeZone }): Interval => {
    const begins = (date: string) => startOfDay(asked ?? timeZone, date);
    const end = endsOn === null ? Number.POSITIVE_INFINITY : begins(daysAfter(endsOn, 1));
    return [begins(startsOn), end];
  });
}
