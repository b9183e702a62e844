import { createConflictOfInterest, removeConflictOfInterest } from "./matching/conflicts-of-interest.js";
import { removeMatchWeights, setMatchWeights } from "./matching/match-weights.js";
import { needsCommands } from "./needs/needs-commands.js";

/** The commands of this slice. `publicUrl` is where people outside reach the platform. */
export const choosingCommands = (publicUrl: string) => ({
  ...needsCommands(publicUrl),
  // matching
  createConflictOfInterest,
  removeConflictOfInterest,
  setMatchWeights,
  removeMatchWeights,
});
