/** The events of matching and the ids (UUIDs) that each one carries. */
export interface MatchingEvents {
  "conflict_of_interest.created": { conflictOfInterest: string };
  "conflict_of_interest.removed": { conflictOfInterest: string };
  /** Those who run the practice alone know of it. */
  "match.proposed": { engagement?: string; match: string };
  "match.offered": { engagement?: string; match: string };
  "match.agreed": { engagement?: string; match: string };
  "match.accepted": { engagement?: string; match: string };
  "match.paired": { engagement?: string; match: string };
  "match.declined": { engagement?: string; match: string };
  "match.withdrawn": { engagement?: string; match: string };
  "match.expired": { engagement?: string; match: string };
  /** Only those who run the practice are told of a match run. What is published is told as offers. */
  "match_run.started": { matchRun: string };
  "match_run.updated": { matchRun: string };
  "match_run.published": { matchRun: string };
  "match_run.discarded": { matchRun: string };
  "match_weights.set": { matchWeights: string };
  "match_weights.removed": { matchWeights: string };
}
