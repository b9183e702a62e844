/** The events of matching and the ids (UUIDs) that each one carries. */
export interface MatchingEvents {
  "conflict_of_interest.created": { conflictOfInterest: string };
  "conflict_of_interest.removed": { conflictOfInterest: string };
  "match_weights.set": { matchWeights: string };
  "match_weights.removed": { matchWeights: string };
}
