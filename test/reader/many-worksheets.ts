import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** Worksheets of firms, and what is assigned of them. */
export function worksheets(firm: (number: string) => string, engagements: number): readonly Fill[] {
  const form = "1, '[]'::jsonb";
  return [
    [
      "worksheet",
      "firm_id, id, title, form_version, form, archived_at, created_at",
      `${firm("n")}, ${id(23, "n")}, 'Worksheet ' || md5(n::text), ${form}, case when n % 2 = 0 then now() end, now()`,
      20_000,
    ],
    [
      "assigned_worksheet",
      `firm_id, id, worksheet_id, engagement_id, participant_id, title, form_version, form, due_on, status, answers,
       assigned_by_id, created_at, hand_in_count`,
      `${firm("n")}, ${id(24, "n")}, ${id(23, "(n % 20000)::bigint")}, ${id(4, `(n % ${engagements})::bigint`)},
       ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")}, 'Worksheet', ${form}, date '2026-01-01' + n % 700,
       (array['ASSIGNED', 'HANDED_IN'])[n % 2 + 1], '[]', ${id(3, "200::bigint")}, now(), 0`,
      100_000,
    ],
  ];
}
