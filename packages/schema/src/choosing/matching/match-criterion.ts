import { wordsOf, type WordOf } from "../../common/enums.js";

export const MatchCriterion = wordsOf("MatchCriterion", "What speaks for a coach or mentor.", {
  SPECIALITIES: "Their specialities match the person's interests.",
  INDUSTRIES: "They know an industry that the person's job or interests name.",
  LANGUAGE: "They work in the person's language. The earlier in their list, the better.",
  LEVEL: "They have worked with people of the person's level.",
  LOAD: "They have places left.",
  HISTORY: "The two have worked together, and it did not end early.",
});
export type MatchCriterion = WordOf<typeof MatchCriterion>;

export const MatchExclusionReason = wordsOf("MatchExclusionReason", "Why somebody cannot coach or mentor a person.", {
  NOT_A_COACH: "They do not coach for the firm at present.",
  TAKES_PART: "They are the person, or are in the engagement already.",
  CONFLICT_OF_INTEREST: "A conflict of interest was declared with the person or their organization.",
  REPORTING_LINE: "One of the two reports to the other, directly or through others.",
  NOT_IN_PROGRAM: "The program is only for coaches who were chosen for it.",
  KIND_NOT_TAKEN: "They do not take engagements of this kind.",
  FORMAT_NOT_TAKEN: "They do not take engagements of this format.",
  LANGUAGE_NOT_SPOKEN: "They do not work in the person's language.",
  AT_CAPACITY: "They have as many active engagements and drafts as they take at most.",
});
export type MatchExclusionReason = WordOf<typeof MatchExclusionReason>;

/** The weights of a firm that has not set its own. */
export const usualWeights = {
  SPECIALITIES: 35,
  INDUSTRIES: 15,
  LANGUAGE: 15,
  LEVEL: 10,
  LOAD: 15,
  HISTORY: 10,
} as const satisfies Readonly<Record<MatchCriterion, number>>;

/** How much each criterion counts, 0 or more. */
export type Weights = Readonly<Record<MatchCriterion, number>>;
