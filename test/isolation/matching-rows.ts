import type { Rows } from "./rows.js";

type Circle = Readonly<Record<"coach" | "client" | "organization" | "program", string>>;

/** Writes whom a coach must not be matched with, and what counts in a program. */
export async function writeMatching(rows: Rows, { coach, client, organization, program }: Circle) {
  const declare = (other: object, name: string) =>
    rows.row("conflict_of_interest", {
      ...{ coach_id: coach, ...other, reason: `${rows.marks.text} CONFLICT with ${name}` },
      created_at: rows.at(2, "01:02:07.717"),
    });
  const counts = { specialities: 11, industries: 12, language: 13, level: 14, load: 15, history: 16 };
  return {
    conflict: await declare({ person_id: client }, "client"),
    withAll: await declare({ organization_id: organization }, "all"),
    weights: await rows.row("match_weights", { program_id: program, ...counts, version: 163 }),
  };
}
