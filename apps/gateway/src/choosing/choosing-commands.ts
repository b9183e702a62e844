import type { PoolSums } from "../engagements/pools.js";
import { acceptMatch, declineMatch } from "./matching/answer-match.js";
import { changeMatchRunMember } from "./matching/change-match-run-member.js";
import { createConflictOfInterest, removeConflictOfInterest } from "./matching/conflicts-of-interest.js";
import { approveMatch, withdrawMatch } from "./matching/decide-match.js";
import { offerMatches } from "./matching/offer-matches.js";
import { proposeMatches } from "./matching/propose-matches.js";
import { discardMatchRun, publishMatchRun } from "./matching/publish-match-run.js";
import type { Matcher } from "./matching/matcher.js";
import { startMatchRun } from "./matching/start-match-run.js";
import { removeMatchWeights, setMatchWeights } from "./matching/match-weights.js";
import { needsCommands } from "./needs/needs-commands.js";

/** The commands of this slice. `publicUrl` is where people outside reach the platform. */
export const choosingCommands = (publicUrl: string, poolSums: PoolSums, matcher: Matcher) => ({
  ...needsCommands(publicUrl),
  // matching
  createConflictOfInterest,
  removeConflictOfInterest,
  setMatchWeights,
  removeMatchWeights,
  proposeMatches,
  offerMatches: offerMatches(poolSums),
  acceptMatch,
  declineMatch,
  approveMatch,
  withdrawMatch,
  startMatchRun: startMatchRun(matcher),
  changeMatchRunMember,
  publishMatchRun: publishMatchRun(poolSums),
  discardMatchRun,
});
