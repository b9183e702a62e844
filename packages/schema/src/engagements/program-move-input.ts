import { idOf, mutationInput, required } from "../common/declare.js";
import type { ValuesOf } from "../common/inputs.js";
import { Program } from "./program.js";

export const ProgramMoveInput = mutationInput("ProgramMoveInput", "Moves a program to another status.", {
  id: required(idOf(Program), "The program."),
});
export type ProgramMoveInput = ValuesOf<typeof ProgramMoveInput.fields>;
