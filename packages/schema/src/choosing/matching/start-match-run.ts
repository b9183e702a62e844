import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Cohort } from "../../engagements/cohort.js";
import { MatchRun, MOST_IN_RUN } from "./match-run.js";

export const StartMatchRun = mutation("startMatchRun", {
  owner: "gateway",
  description: `Finds coaches for everybody in a cohort who is ENROLLED or AWAITING_MATCH, has no coach, and is proposed or offered none: at most ${MOST_IN_RUN}, those who were enrolled first. It keeps the two best assignments as a draft. Nobody else knows of it before \`publishMatchRun\`.`,
  roles: MANAGERS,
  keys: "none",
  input: { cohortId: required(idOf(Cohort), "The cohort.") },
  refusals: {
    DRAFT_EXISTS: "The cohort has a match run that is neither published nor discarded.",
    NOBODY_WAITS: "Everybody in the cohort has a coach, is offered one, or stopped.",
    TAKES_TOO_LONG: "There are too many people and coaches to find the two best assignments in time.",
    NEEDS_ENGAGEMENT: "Engagements of the program are not individual, or need more than the program says.",
  },
  result: { matchRun: changed(MatchRun, "The new match run, a draft.") },
});
