import { judged } from "@coachwork/platform";
import { type Cohort, CreateCohort, Program, UpdateCohort } from "@coachwork/schema";
import { refusalOfDates } from "./engagement-rules.js";
import { refuseUnlessActive } from "./program-terms.js";

/** A cohort is of a program that is in use. */
export const createCohort = judged(CreateCohort, async (context, cohort) => {
  const refusal = refusalOfDates(cohort);
  if (refusal) context.refuseAll([refusal]);
  refuseUnlessActive(context, (await context.transaction.findOne(Program, { id: cohort.programId }))!, "programId");
});

export const updateCohort = judged(UpdateCohort, (context, cohort: Cohort, changes) => {
  const refusal = refusalOfDates({ ...cohort, ...changes });
  if (refusal) context.refuseAll([refusal]);
});
