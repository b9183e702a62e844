import { judged } from "@coachwork/platform";
import { CreateGoalTemplate, Program, UpdateGoalTemplate } from "@coachwork/schema";

const unmeasured = "The program is mentoring, whose objectives are not measured. Leave the scale out.";

/** Goals of coaching alone have a scale. An archived program takes no new templates. */
export const createGoalTemplate = judged(CreateGoalTemplate, async (context, { programId, scale }) => {
  const program = (await context.transaction.findOne(Program, { id: programId }))!;
  if (program.status === "ARCHIVED")
    context.refuse("WRONG_STATUS", "programId", "The program is ARCHIVED. Choose one that is DRAFT or ACTIVE.");
  if (program.kind === "MENTORING" && scale != null) context.refuse("NO_SCALE", "scale", unmeasured);
});

export const updateGoalTemplate = judged(UpdateGoalTemplate, async (context, { programId }, { scale }) => {
  const program = (await context.transaction.findOne(Program, { id: programId }))!;
  if (program.kind === "MENTORING" && scale != null) context.refuse("NO_SCALE", "scale", unmeasured);
});
