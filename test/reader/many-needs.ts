import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** What firms ask, and what was answered. */
export function needs(firm: (number: string) => string): readonly Fill[] {
  return [
    [
      "needs_questionnaire",
      "firm_id, id, name, locale, questions, questions_version, archived_at, created_at",
      `${firm("n")}, ${id(31, "n")}, 'Needs ' || n, 'en', '[]'::jsonb, 1, case when n % 2 = 0 then now() end, now()`,
      20_000,
    ],
    [
      "needs_link",
      `firm_id, id, questionnaire_id, token_hash, expires_at, most_answers, answer_count, created_at, created_by_id`,
      `${firm("n")}, ${id(32, "n")}, ${id(31, "n")}, md5(n::text), now(), 9, 0, now(), ${id(3, "200::bigint")}`,
      20_000,
    ],
    [
      "needs_assessment",
      `firm_id, id, person_id, questionnaire_id, questions_version, answers, reasons, recommended_kind, confidence,
       created_at, updated_at`,
      `${firm("n")}, ${id(33, "n")}, case when n % 4 < 2 then ${id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint")} end,
       ${id(31, "(n % 20000)::bigint")}, 1, '[]'::jsonb, '[]'::jsonb, (array['COACHING', 'MENTORING'])[n % 2 + 1], 0.5,
       now(), timestamptz '2025-01-01T00:00:00Z' + n * interval '10 minutes'`,
      100_000,
    ],
  ];
}
