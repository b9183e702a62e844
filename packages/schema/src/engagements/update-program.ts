import { MANAGERS, updates } from "../common/declare.js";
import { Program } from "./program.js";
import { kindRefusals, programRefusals, wrongProgramStatus } from "./refusals.js";

export const UpdateProgram = updates("updateProgram", Program, {
  owner: "gateway",
  description:
    "Changes a program that is not archived. Fields that you leave out stay the same. Engagements that exist stay as they are. Who may coach in it is set with `setProgramCoaches`.",
  roles: MANAGERS,
  refusals: { ...kindRefusals, ...programRefusals, ...wrongProgramStatus },
});
