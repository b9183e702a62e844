import type { CommandContext, ContextOf, Reason } from "@coachwork/platform";
import {
  Cohort,
  type CreateEngagement,
  type Engagement,
  type InputOf,
  Organization,
  Program,
  uuidOf,
} from "@coachwork/schema";
import { programInUse, refuseUnlessActive } from "./program-terms.js";

/** What a new engagement belongs to. */
export interface Belonging {
  readonly program: Program | null;
  readonly cohort: Cohort | null;
}

/** The cohort and the program that a new engagement names, if they can be used. */
export async function belongingOf(
  context: ContextOf<typeof CreateEngagement>,
  { programId, cohortId, organizationId }: InputOf<typeof CreateEngagement>,
): Promise<Belonging> {
  if (cohortId === undefined)
    return {
      program: programId === undefined ? null : await programInUse(context, programId, "programId"),
      cohort: null,
    };
  const cohort = await context.fetch(Cohort, cohortId, "cohortId", { lock: true });
  const program = (await context.transaction.findOne(Program, { id: cohort.programId }))!;
  refuseUnlessActive(context, program, "cohortId");
  if (programId !== undefined && uuidOf(Program, programId) !== program.id) {
    const message = `The cohort ${cohort.name} goes through the program ${program.name}. Leave programId out.`;
    context.refuse("OTHER_IN_COHORT", "programId", message);
  }
  const pays = cohort.organizationId;
  if (
    pays !== null &&
    organizationId !== undefined &&
    (organizationId === null || uuidOf(Organization, organizationId) !== pays)
  ) {
    const message = `The cohort ${cohort.name} says which organization sponsors it. Leave organizationId out.`;
    context.refuse("OTHER_IN_COHORT", "organizationId", message);
  }
  return { program, cohort };
}

/** What the organization of a cohort pays for stays with that organization. */
export async function refusalsOfOtherSponsor(
  { transaction }: CommandContext<never>,
  { cohortId }: Engagement,
): Promise<readonly Reason<"OTHER_IN_COHORT">[]> {
  const cohort = cohortId === null ? null : await transaction.findOne(Cohort, { id: cohortId });
  if (!cohort?.organizationId) return [];
  const message = `The engagement belongs to the cohort ${cohort.name}, whose organization sponsors it. It cannot have another one.`;
  return [{ code: "OTHER_IN_COHORT", field: "organizationId", message }];
}
