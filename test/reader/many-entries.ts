import { id } from "./many-ids.js";

/** An entry in the ledger for so many sessions, one a minute. One of 50 is forfeited. */
export function entries(firm: (number: string) => string, sessions: number, engagements: number) {
  return [
    "allocation_entry",
    "firm_id, id, engagement_id, session_id, kind, amount, recorded_at, recorded_on",
    `${firm("n")}, ${id(25, "n")}, ${id(4, `(n % ${engagements})::bigint`)}, ${id(8, "n")},
     case when n % 50 = 0 then 'FORFEIT' else (array['RESERVE', 'USE', 'RELEASE', 'USE'])[n % 4 + 1] end, 1, timestamptz '2025-01-01' + n * interval '1 minute', date '2025-01-01' + n / 1440`,
    sessions,
  ] as const;
}
