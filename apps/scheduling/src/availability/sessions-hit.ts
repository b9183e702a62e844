import type { CommandContext } from "@coachwork/platform";
import type { Interval } from "../core/interval.js";
import { withWindowsOf, worksThrough } from "./session-terms.js";
import { type Query, type WorkingHours, workingHoursOf } from "./working-hours.js";

/** How many sessions an answer lists. */
const MOST_HIT = 100;

/** How many of a coach's next sessions are looked at. */
const MOST_AHEAD = 500;

interface Ahead {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly typeId: string | null;
}

/**
 * Changes when a coach works. Returns the booked sessions that this hits, earliest first: those that lay in the coach's
 * hours before, and no longer do. They stay booked.
 */
export async function sessionsHitBy(
  { transaction, now }: Pick<CommandContext<never>, "transaction" | "now">,
  coachId: string,
  change: () => Promise<unknown>,
): Promise<string[]> {
  const { firmId } = transaction.scope;
  const query: Query = (text, values) => transaction.query(text, values);
  const ahead = await transaction.query<Ahead>(
    `select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.session_type_id as "typeId"
     from session_coach c
     join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id = $2::uuid and c.blocks
       and s.status = 'CONFIRMED' and s.starts_at > $3::timestamptz
     order by s.starts_at, s.id limit ${MOST_AHEAD}`,
    [firmId, coachId, new Date(now)],
  );
  if (ahead.length === 0) {
    await change();
    return [];
  }
  const range: Interval = [ahead[0]!.startsAt.getTime(), Math.max(...ahead.map(({ endsAt }) => endsAt.getTime()))];
  const hours = async () => (await workingHoursOf(query, firmId, [coachId], range)).get(coachId);
  const before = await hours();
  await change();
  const after = await hours();
  const hit = ahead.filter((session) => isInHours(before, session) && !isInHours(after, session));
  return hit.slice(0, MOST_HIT).map(({ id }) => id);
}

function isInHours(hours: WorkingHours | undefined, { startsAt, endsAt, typeId }: Ahead): boolean {
  return (
    hours !== undefined && worksThrough(withWindowsOf(hours, typeId ?? undefined), startsAt.getTime(), endsAt.getTime())
  );
}
