/** Matches the people of one cohort in a thread of its own; see `startMatcher`. */
export { matchCohort as default } from "./choosing/matching/match-cohort.js";
