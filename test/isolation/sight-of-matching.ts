import type { ViewerName } from "./viewers.js";

/** Who suits whom, and why not, is for those who run the practice alone. */
const seesCandidates: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"];

/** Coaches and clients see what was offered to them, without the score. */
const seesOffers: readonly ViewerName[] = [...seesCandidates, "COACH", "CLIENT", "coach and finance"];

export function candidatesHiddenFrom(viewer: ViewerName): readonly string[] {
  if (seesCandidates.includes(viewer)) return [];
  const staffOnly = [
    "MatchCandidate",
    "ConflictOfInterest",
    "MatchWeights",
    "MatchRun",
    "MatchRunMember",
    "MatchPoints",
  ];
  const ofMatches = ["Match.score", "Match.reason", "Match.proposedBy"];
  return [...staffOnly, ...(seesOffers.includes(viewer) ? ofMatches : ["Match"])];
}
