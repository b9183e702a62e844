import { atCapacity } from "../../engagements/refusals.js";

/** Why a coach cannot be matched with somebody. */
export const exclusionRefusals = {
  ...atCapacity,
  EXCLUDED: "A hard rule stands against the coach. `matchCandidates` tells which.",
} as const;

/** Why a pairing cannot come about. */
export const pairingRefusals = {
  ...exclusionRefusals,
  WRONG_STATUS: "The match is not in a status that allows this, or the engagement has ended.",
  HAS_COACH: "The engagement has a coach by now.",
} as const;
