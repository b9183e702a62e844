import { wordsOf, type WordOf } from "../common/enums.js";
import type { Moves } from "../common/move.js";

export const GoalStatus = wordsOf("GoalStatus", "The status of a goal, an objective or a theme.", {
  OPEN: "Being worked on.",
  ACHIEVED: "Achieved, as its people see it.",
  DROPPED: "Given up. It does not count in scores.",
});
export type GoalStatus = WordOf<typeof GoalStatus>;

/** Every step of a goal's life, as what then has happened to it. Its event has the same name: `goal.achieved`. */
export const goalMoves = {
  achieved: { from: ["OPEN"], to: "ACHIEVED" },
  dropped: { from: ["OPEN"], to: "DROPPED" },
  reopened: { from: ["ACHIEVED", "DROPPED"], to: "OPEN" },
} as const satisfies Moves<GoalStatus>;

export type GoalMoveName = keyof typeof goalMoves;
