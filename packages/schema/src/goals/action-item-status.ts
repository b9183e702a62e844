import { wordsOf, type WordOf } from "../common/enums.js";
import type { Moves } from "../common/move.js";

export const ActionItemStatus = wordsOf("ActionItemStatus", "The status of an action item.", {
  OPEN: "To be done.",
  DONE: "Done.",
  DROPPED: "Given up.",
});
export type ActionItemStatus = WordOf<typeof ActionItemStatus>;

/** Every step of an action item's life, as what then has happened to it. Its event has the same name: `action_item.finished`. */
export const actionItemMoves = {
  finished: { from: ["OPEN"], to: "DONE" },
  dropped: { from: ["OPEN"], to: "DROPPED" },
  reopened: { from: ["DONE", "DROPPED"], to: "OPEN" },
} as const satisfies Moves<ActionItemStatus>;

export type ActionItemMoveName = keyof typeof actionItemMoves;
