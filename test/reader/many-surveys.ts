import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** Survey templates of firms, surveys that were sent from them, and who is asked. */
export function surveys(firm: (number: string) => string, engagements: number): readonly Fill[] {
  const said = "'Survey ' || md5(n::text), 'NAMED', true, '[]'::jsonb, 1";
  const person = id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint");
  return [
    [
      "survey_template",
      "firm_id, id, title, privacy, shared_with_coaches, form, form_version, archived_at, created_at",
      `${firm("n")}, ${id(61, "n")}, ${said}, case when n % 2 = 0 then now() end, now()`,
      20_000,
    ],
    [
      "survey_plan",
      "firm_id, id, program_id, template_id, point, days_after, gather_days, answer_days, reminder_count, created_at",
      `${firm("n")}, ${id(64, "n")}, ${id(15, "(n % 20000)::bigint")}, ${id(61, "(n % 20000)::bigint")}, 'END', 0, 90, 14, 2, now()`,
      20_000,
    ],
    [
      "survey",
      `firm_id, id, plan_id, template_id, title, privacy, shared_with_coaches, form, form_version, status, opens_at, closed_at,
       reminder_count, invited_count, thresholds, report, created_at`,
      `${firm("n")}, ${id(62, "n")}, ${id(64, "(n % 20000)::bigint")}, ${id(61, "(n % 20000)::bigint")}, ${said}, (array['OPEN', 'CLOSED'])[n % 2 + 1], now(),
       case when n % 2 = 1 then now() end, 2, 9, '[]', '[]', now() - n * interval '1 second'`,
      20_000,
    ],
    [
      "survey_invitation",
      `firm_id, id, survey_id, person_id, shared_engagement_id, answered, answers, invited_at`,
      `${firm("n")}, ${id(63, "n")}, ${id(62, "(n % 20000)::bigint")}, ${person}, ${id(4, `(n % ${engagements})::bigint`)},
       n % 2 = 0, '[]', now() - n * interval '1 second'`,
      100_000,
    ],
  ];
}
