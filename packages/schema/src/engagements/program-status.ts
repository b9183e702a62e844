import type { Moves } from "../common/move.js";
import type { ProgramStatus } from "./program.js";

/** Every step of a program's life, as what then has happened to it. Its event has the same name: `program.activated`. */
export const programMoves = {
  activated: { from: ["DRAFT"], to: "ACTIVE" },
  // A draft that nobody wants goes, too.
  archived: { from: ["DRAFT", "ACTIVE"], to: "ARCHIVED" },
} as const satisfies Moves<ProgramStatus>;

export type ProgramMoveName = keyof typeof programMoves;
