import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes a firm's programs; gives their ids by name. */
export function writePrograms(firm: DemoFirm, { add, addRow, createdAt, tell }: Writing): ReadonlyMap<string, string> {
  const programs = new Map<string, string>();
  for (const { name, kind, format, status, ...terms } of firm.programs) {
    const [allocation_unit = null, allocation_amount = null] = terms.allocation ?? [];
    const program = add("program", {
      ...{ name, kind, format, status, allocation_unit, allocation_amount, created_at: createdAt },
      ...{ mentoring_form: terms.mentoringForm ?? null, weeks: terms.weeks ?? null },
      ...{ any_coach: terms.coaches === undefined, chemistry: terms.chemistry },
      ...{ most_interviews: terms.mostInterviews ?? null, needs_approval: false },
    });
    for (const key of terms.coaches ?? [])
      addRow("program_coach", { program_id: program, person_id: demoPersonId(firm, key) });
    programs.set(name, program);
    tell({ type: "program.created", ids: { program } }, "manager");
    if (status === "ACTIVE") tell({ type: "program.activated", ids: { program } }, "manager");
  }
  return programs;
}
