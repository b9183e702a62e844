import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** The ids of a firm's programs and cohorts by name. */
export interface DemoPrograms {
  readonly programs: ReadonlyMap<string, string>;
  readonly cohorts: ReadonlyMap<string, string>;
  /** The pools, by their cohort's name. */
  readonly pools: ReadonlyMap<string, string>;
}

/** Writes a firm's programs and cohorts. `organizations` are the ids of organizations by name. */
export function writePrograms(
  firm: DemoFirm,
  organizations: ReadonlyMap<string, string>,
  writing: Writing,
): DemoPrograms {
  const { add, addRow, createdAt, day, tell } = writing;
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
    for (const [title, why, scale] of terms.goals ?? []) {
      const described = { title, why, scale: scale ? JSON.stringify(scale) : null };
      const goalTemplate = add("goal_template", { program_id: program, ...described, created_at: createdAt });
      tell({ type: "goal_template.created", ids: { goalTemplate } }, "manager");
    }
    programs.set(name, program);
    tell({ type: "program.created", ids: { program } }, "manager");
    if (status === "ACTIVE") tell({ type: "program.activated", ids: { program } }, "manager");
  }
  const cohorts = new Map<string, string>();
  const pools = new Map<string, string>();
  for (const { name, program, organization, pool: bought, days } of firm.cohorts) {
    const [starts_on, ends_on] = days.map((days) => day(days));
    const organization_id = organizations.get(organization);
    const [poolName, unit, amount, validUntil] = bought;
    const terms = { name: poolName, unit, amount, valid_until: day(validUntil) };
    const pool = add("pool", { ...terms, organization_id, created_at: createdAt });
    pools.set(name, pool);
    tell({ type: "pool.created", ids: { pool } }, "manager");
    const of = { program_id: programs.get(program), organization_id, pool_id: pool };
    const cohort = add("cohort", { name, ...of, starts_on, ends_on, created_at: createdAt });
    cohorts.set(name, cohort);
    tell({ type: "cohort.created", ids: { cohort } }, "manager");
  }
  return { programs, cohorts, pools };
}

/** Writes who goes through a firm's cohorts. `engagements` are the ids of engagements by title. */
export function writeCohortMembers(
  firm: DemoFirm,
  cohorts: ReadonlyMap<string, string>,
  engagements: ReadonlyMap<string, string>,
  { add, createdAt, tell }: Writing,
): void {
  for (const { name, members } of firm.cohorts) {
    const cohort = cohorts.get(name)!;
    for (const [key, status, more] of members) {
      const isStopped = status === "DISCONTINUED";
      const engagement_id = isStopped || more === undefined ? null : engagements.get(more)!;
      const way = { status, engagement_id, reason: isStopped ? more : null, enrolled_at: createdAt };
      const cohortMember = add("cohort_member", { cohort_id: cohort, person_id: demoPersonId(firm, key), ...way });
      tell({ type: "cohort_member.enrolled", ids: { cohort, cohortMember } }, "manager");
    }
  }
}
