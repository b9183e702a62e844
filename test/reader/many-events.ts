import { id } from "./many-ids.js";

/** What happened to so many sessions: one a minute, and now and then somebody was erased. */
export function events(firm: (number: string) => string, sessions: number) {
  return [
    "event",
    "firm_id, seq, type, ids, object_type, object_id, actor_id, occurred_at",
    `${firm("n")}, n, case when n % 10000 = 0 then 'person.erased' when n % 3 = 0 then 'session.cancelled' else 'session.booked' end,
     '{}', case when n % 10000 = 0 then 'person' else 'session' end, ${id(6, "n")}, ${id(3, "(n % 50000)::bigint")},
     timestamptz '2025-01-01' + n * interval '1 minute'`,
    sessions,
  ] as const;
}

/** Makes the months in which they happened. */
export const monthsOfEvents = `select event_log.make_month(month::date)
  from generate_series(timestamp '2025-01-01', timestamp '2025-12-01', interval '1 month') as month`;
