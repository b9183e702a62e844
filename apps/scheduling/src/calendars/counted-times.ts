import type { Transaction } from "@coachwork/platform";
import type { ReadCalendar } from "../core/ics/busy-calendar.js";
import { type Interval, merge } from "../core/interval.js";
import { uuidsOfUid } from "./session-uid.js";

/**
 * The busy times of a calendar that count: not those of sessions and series of the firm, which it told the calendar itself.
 * The firm knows when they are, and a calendar that still has them where they were would keep the coach from being booked.
 * Another firm's count, as all that is from outside.
 */
export async function countedTimes(
  transaction: Transaction,
  { busy, ours }: Pick<ReadCalendar, "busy" | "ours">,
): Promise<readonly Interval[]> {
  if (ours.length === 0) return busy;
  const read = ours.map((event) => ({ ...event, ids: uuidsOfUid(event.uid) }));
  const rows = await transaction.query<{ id: string }>(
    `select id from session where firm_id = $1::uuid and id = any($2::uuid[])
     union all select id from series where firm_id = $1::uuid and id = any($3::uuid[])`,
    [transaction.scope.firmId, read.map(({ ids }) => ids.session), read.map(({ ids }) => ids.series)],
  );
  const own = new Set(rows.map(({ id }) => id));
  const others = read.filter(({ ids }) => !own.has(ids.session) && !own.has(ids.series));
  return merge([...busy, ...others.flatMap((event) => event.busy)]);
}
