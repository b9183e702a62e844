import { id } from "./many-ids.js";

type Fill = readonly [table: string, columns: string, values: string, count: number];

/** Conflicts of interest, and the weights of programs. */
export function matching(firm: (number: string) => string): readonly Fill[] {
  const coach = id(3, "((n % 2) + (n % 1000) * 100)::bigint");
  const client = id(3, "((n % 2) + 2 + (n % 49000) * 2)::bigint");
  return [
    [
      "conflict_of_interest",
      "firm_id, id, coach_id, person_id, created_at",
      `${firm("n")}, ${id(32, "n")}, ${coach}, ${client}, now()`,
      20_000,
    ],
    [
      "match",
      "firm_id, id, engagement_id, coach_id, participant_id, score, status, answer_by, created_at, offered_at",
      `${firm("n")}, ${id(34, "n")}, ${id(4, "n")}, ${coach}, ${client}, 50, (array['DECLINED', 'EXPIRED'])[n % 2 + 1], date '2026-06-01', now(), now()`,
      20_000,
    ],
    [
      "match_run",
      "firm_id, id, cohort_id, status, created_at, decided_at",
      `${firm("n")}, ${id(35, "n")}, ${id(16, "n")}, 'DISCARDED', now(), now()`,
      20_000,
    ],
    [
      "match_run_member",
      "firm_id, id, run_id, assignment, cohort_member_id, participant_id, points, unmatched, differs, by_hand",
      `${firm("n")}, ${id(36, "n")}, ${id(35, "n")}, 'MOST_PAIRS', ${id(17, "n")}, ${client}, '[]', 'CAPACITY', n % 2 = 0, false`,
      20_000,
    ],
    [
      "match_weights",
      "firm_id, id, program_id, specialities, industries, language, level, load, history",
      `${firm("n")}, ${id(33, "n")}, ${id(15, "n")}, 1, 2, 3, 4, 5, 6`,
      20_000,
    ],
  ];
}
