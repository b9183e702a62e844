import type { ViewerName } from "./viewers.js";

/** Who suits whom, and why not, is for those who run the practice alone. */
const seesCandidates: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"];

export function candidatesHiddenFrom(viewer: ViewerName): readonly string[] {
  return seesCandidates.includes(viewer) ? [] : ["MatchCandidate", "ConflictOfInterest", "MatchWeights"];
}
