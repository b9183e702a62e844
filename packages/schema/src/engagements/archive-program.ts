import { changed, MANAGERS, mutation } from "../common/declare.js";
import { ProgramMoveInput } from "./program-move-input.js";
import { Program } from "./program.js";
import { wrongProgramStatus } from "./refusals.js";

export const ArchiveProgram = mutation("archiveProgram", {
  owner: "gateway",
  description:
    "Archives a program for good. Nothing can be created in it any more, and what was created in it goes on.",
  roles: MANAGERS,
  input: ProgramMoveInput,
  refusals: wrongProgramStatus,
  result: { program: changed(Program, "The program, now archived.") },
});
