import { changed, MANAGERS, mutation } from "../common/declare.js";
import { ProgramMoveInput } from "./program-move-input.js";
import { Program } from "./program.js";
import { wrongProgramStatus } from "./refusals.js";

export const ActivateProgram = mutation("activateProgram", {
  owner: "gateway",
  description: "Makes a draft program active, so that engagements and cohorts can be created in it.",
  roles: MANAGERS,
  input: ProgramMoveInput,
  refusals: wrongProgramStatus,
  result: { program: changed(Program, "The program, now active.") },
});
