import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** What clients say to being named in coaches' logs. */
export function consents(firm: (number: string) => string): readonly Fill[] {
  const coach = id(3, "(n % 4000 % 2 + n % 4000 / 2 * 50)::bigint");
  const client = id(3, "(n * 2 + n % 2)::bigint");
  return [
    [
      "hours_consent",
      "firm_id, id, coach_id, client_id, status, asked_at",
      `${firm("n")}, ${id(33, "n")}, ${coach}, ${client}, 'ASKED', timestamptz '2025-01-01' + n * interval '1 minute'`,
      20_000,
    ],
  ];
}
