import { wordsOf, type WordOf } from "../../common/enums.js";

export const MatchCriterion = wordsOf("MatchCriterion", "What speaks for a coach or mentor of somebody.", {
  SPECIALITIES: "Their specialities are what the person wants to know about.",
  INDUSTRIES: "They know the industry that the person works in, by the person's job and interests.",
  LANGUAGE: "The person's language is one of the first that they work in.",
  LEVEL: "They have worked with others of the person's level.",
  LOAD: "They have places left.",
  HISTORY: "The two have worked together before, and to the end.",
});
export type MatchCriterion = WordOf<typeof MatchCriterion>;

export const MatchExclusionReason = wordsOf("MatchExclusionReason", "Why somebody cannot coach or mentor a person.", {
  NOT_A_COACH: "They do not coach for the firm any more.",
  TAKES_PART: "They are the person, or are in the engagement already.",
  CONFLICT_OF_INTEREST: "A conflict of interest was declared with the person or their organization.",
  REPORTING_LINE: "One of the two reports to the other, directly or through others.",
  NOT_IN_PROGRAM: "The program is only for coaches who were chosen for it.",
  KIND_NOT_TAKEN: "They do not take engagements of this kind.",
  FORMAT_NOT_TAKEN: "They do not take engagements of this format.",
  LANGUAGE_NOT_SPOKEN: "They do not work in the person's language.",
  AT_CAPACITY: "They have as many active engagements and drafts as they take.",
});
export type MatchExclusionReason = WordOf<typeof MatchExclusionReason>;

/** How much each criterion counts for a firm that has not said so. */
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
