import { createConflictOfInterest, removeConflictOfInterest } from "./matching/conflicts-of-interest.js";
import { removeMatchWeights, setMatchWeights } from "./matching/match-weights.js";
import { createNeedsQuestionnaire, updateNeedsQuestionnaire } from "./needs/needs-questionnaires.js";

/** The commands of this slice. */
export const choosingCommands = {
  // needs
  createNeedsQuestionnaire,
  updateNeedsQuestionnaire,
  // matching
  createConflictOfInterest,
  removeConflictOfInterest,
  setMatchWeights,
  removeMatchWeights,
};
