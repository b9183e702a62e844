import type { Rows } from "./rows.js";

type Circle = Readonly<
  Record<"coach" | "second" | "client" | "fellow" | "organization" | "program" | "cohort" | "alone" | "group", string>
> & { readonly cohortMembers: { readonly client: string } };

/** Writes whom a coach must not be matched with, what counts in a program, and who was offered to whom. */
export async function writeMatching(rows: Rows, of: Circle) {
  const { coach, second, client, fellow, organization, program, cohort, alone, group, cohortMembers } = of;
  const declare = (other: object, name: string) =>
    rows.row("conflict_of_interest", {
      ...{ coach_id: coach, ...other, reason: `${rows.marks.text} CONFLICT with ${name}` },
      created_at: rows.at(2, "01:02:07.717"),
    });
  const counts = { specialities: 11, industries: 12, language: 13, level: 14, load: 15, history: 16 };
  const match = (engagement_id: string, coach_id: string, participant_id: string, more: object) =>
    rows.row("match", {
      ...{ engagement_id, coach_id, participant_id, score: 71, status: "OFFERED", answer_by: rows.marks.day(37) },
      ...{ created_at: rows.at(2, "01:02:07.731"), offered_at: rows.at(2, "01:02:07.741"), version: 167, ...more },
    });
  const answers = { participant_answer: "ACCEPTED", coach_answer: "ACCEPTED", decided_at: rows.at(3, "01:02:07.747") };
  const replacing = { replaces_id: second, sessions: "MOVE", reason: `${rows.marks.text} MATCHREASON` };
  const at = rows.at(2, "01:02:07.751");
  const decided = { status: "PUBLISHED", published: "MOST_PAIRS", decided_at: rows.at(3, "01:02:07.757") };
  const run = await rows.row("match_run", {
    ...{ cohort_id: cohort, started_by_id: coach, created_at: at, ...decided, version: 173 },
  });
  const points = JSON.stringify([{ criterion: "LOAD", weight: 14, points: 13.5 }]);
  const found = { coach_id: coach, score: 72, points, differs: true, by_hand: true, version: 179 };
  const none = { coach_id: null, score: null, points: "[]", unmatched: "CAPACITY", differs: true, by_hand: false };
  const member = { run_id: run, cohort_member_id: cohortMembers.client, participant_id: client };
  const runMember = await rows.row("match_run_member", { ...member, assignment: "MOST_PAIRS", ...found });
  await rows.row("match_run_member", { ...member, assignment: "HIGHEST_SUM", ...none });
  const ofRun = { run_id: run, cohort_member_id: cohortMembers.client };
  return {
    run,
    runMember,
    offered: await match(alone, coach, client, { ...ofRun, proposed_by_id: coach }),
    paired: await match(alone, coach, client, { status: "PAIRED", ...answers, ...replacing }),
    fellows: await match(group, second, fellow, {}),
    conflict: await declare({ person_id: client }, "client"),
    withAll: await declare({ organization_id: organization }, "all"),
    weights: await rows.row("match_weights", { program_id: program, ...counts, version: 163 }),
  };
}
