import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** Needs questionnaires of firms. */
export function needs(firm: (number: string) => string): readonly Fill[] {
  return [
    [
      "needs_questionnaire",
      "firm_id, id, name, locale, questions, questions_version, archived_at, created_at",
      `${firm("n")}, ${id(31, "n")}, 'Needs ' || n, 'en', '[]'::jsonb, 1, case when n % 2 = 0 then now() end, now()`,
      20_000,
    ],
  ];
}
