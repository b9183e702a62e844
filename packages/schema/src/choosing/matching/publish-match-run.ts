import { changed, date, idOf, MANAGERS, mutation, optional, required, wordOf } from "../../common/declare.js";
import { MatchAssignment, MatchRun } from "./match-run.js";
import { OFFER_DAYS } from "./match-status.js";
import { draftRefusals } from "./refusals.js";

const wrongStatus = { WRONG_STATUS: "The match run was published or discarded." } as const;

export const PublishMatchRun = mutation("publishMatchRun", {
  owner: "gateway",
  description:
    "Offers the pairs of one assignment to both sides, all at once. Each person gets one e-mail, and each coach one for all their offers (the first five people are named). Both accept as with every offer. Members without an engagement get a draft with the terms of the program. All is refused if a pair does not hold any more.",
  roles: MANAGERS,
  keys: "none",
  input: {
    id: required(idOf(MatchRun), "The match run, a draft."),
    assignment: required(wordOf(MatchAssignment), "The assignment to publish. The other one is only kept."),
    answerBy: optional(
      date,
      `The last day on which the offers can be answered. By default, ${OFFER_DAYS} days from today on.`,
    ),
  },
  refusals: {
    ...wrongStatus,
    ...draftRefusals,
    OUTDATED:
      "A pair does not hold any more: the person does not wait for a coach, a hard rule stands against the coach, or the coach has fewer places. One error for each. Change those by hand, or discard the run and start another.",
    NOBODY_MATCHED: "Nobody has a coach in the assignment.",
    DAY_OVER: "The day is over.",
  },
  result: { matchRun: changed(MatchRun, "The match run, now published.") },
});

export const DiscardMatchRun = mutation("discardMatchRun", {
  owner: "gateway",
  description: "Discards a draft of a match run. Nobody is told. Another run can then be started for the cohort.",
  roles: MANAGERS,
  keys: "none",
  input: { id: required(idOf(MatchRun), "The match run, a draft.") },
  refusals: wrongStatus,
  result: { matchRun: changed(MatchRun, "The match run, now discarded.") },
});
