import type { ProgramStatus } from "./program.js";

/** A step of a program's life. */
export interface ProgramMove {
  /** The statuses in which it can be taken. In every other it is refused. */
  readonly from: readonly ProgramStatus[];
  readonly to: ProgramStatus;
}

/** Every step of a program's life, as what then has happened to it. Its event has the same name: `program.activated`. */
export const programMoves = {
  activated: { from: ["DRAFT"], to: "ACTIVE" },
  // A draft that nobody wants goes, too.
  archived: { from: ["DRAFT", "ACTIVE"], to: "ARCHIVED" },
} as const satisfies Readonly<Record<string, ProgramMove>>;

export type ProgramMoveName = keyof typeof programMoves;
