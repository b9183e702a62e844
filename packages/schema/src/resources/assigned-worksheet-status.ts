import { wordsOf, type WordOf } from "../common/enums.js";
import type { Moves } from "../common/move.js";

export const AssignedWorksheetStatus = wordsOf("AssignedWorksheetStatus", "The status of an assigned worksheet.", {
  ASSIGNED: "To be filled in.",
  HANDED_IN: "Handed in. The coaches can hand it back for another round.",
  HANDED_BACK: "Handed back, to be worked on once more.",
});
export type AssignedWorksheetStatus = WordOf<typeof AssignedWorksheetStatus>;

/** Every step of its life, as what then has happened to it. Its event has the same name: `worksheet.handed_in`. */
export const assignedWorksheetMoves = {
  handed_in: { from: ["ASSIGNED", "HANDED_BACK"], to: "HANDED_IN" },
  handed_back: { from: ["HANDED_IN"], to: "HANDED_BACK" },
} as const satisfies Moves<AssignedWorksheetStatus>;
