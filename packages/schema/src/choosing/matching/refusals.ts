import { atCapacity, poolRefusals, poolUnit, programUseRefusals } from "../../engagements/refusals.js";

/** Why there can be no draft for a member whom a coach is offered to. */
export const draftRefusals = {
  ...poolRefusals,
  ...poolUnit,
  ...programUseRefusals,
  NO_DRAFT: "No engagement can be created for the member, for another reason. The message says which.",
} as const;

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
