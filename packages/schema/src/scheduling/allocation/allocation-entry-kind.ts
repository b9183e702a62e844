import { wordsOf, type WordOf } from "../../common/enums.js";

export const AllocationEntryKind = wordsOf("AllocationEntryKind", "What an entry does to an allocation.", {
  RESERVE: "Reserves a part of it for a session.",
  USE: "The session took place: the reserved amount is used.",
  RELEASE: "The reserved amount is available again.",
  FORFEIT: "The reserved amount is lost because of a late cancellation or a no-show.",
  ADJUST: "Adds to the allocation, or takes from it.",
});
export type AllocationEntryKind = WordOf<typeof AllocationEntryKind>;
