import { judged } from "@coachwork/platform";
import { UpdateProgram } from "@coachwork/schema";
import { refuseArchivedProgram } from "./move-program.js";
import { refusalsOfProgram } from "./program-rules.js";

/** What a program's kind demands still holds after a change. */
export const updateProgram = judged(UpdateProgram, (context, program, changes) => {
  refuseArchivedProgram(context, program);
  const refusals = refusalsOfProgram({ ...program, ...changes });
  if (refusals.length > 0) context.refuseAll(refusals);
});
