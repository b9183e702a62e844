import type pg from "pg";
import { uuidOf } from "./booking/world.ts";

/** The cohort of a bench, and its program. */
export const cohortIds = { program: uuidOf(7, 0), cohort: uuidOf(7, 1) };

/** Adds a program in use, and a cohort of it without members. */
export async function addCohort(client: Pick<pg.Client, "query">, firmId: string): Promise<void> {
  await client.query(
    `insert into program (firm_id, id, name, status, kind, format, allocation_unit, allocation_amount, weeks,
       any_coach, chemistry, needs_approval, created_at)
     values ($1, $2, 'Leading', 'ACTIVE', 'COACHING', 'INDIVIDUAL', 'SESSIONS', 8, 26, true, 'NONE', false, now())`,
    [firmId, cohortIds.program],
  );
  await client.query(
    `insert into cohort (firm_id, id, name, program_id, starts_on, created_at)
     values ($1, $2, 'Spring', $3, current_date, now())`,
    [firmId, cohortIds.cohort, cohortIds.program],
  );
}
