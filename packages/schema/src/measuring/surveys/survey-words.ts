import { wordsOf, type WordOf } from "../../common/enums.js";

/** The fewest people whose answers are ever reported together. */
export const MINIMUM_N = 5;

export const SurveyPrivacy = wordsOf(
  "SurveyPrivacy",
  "What becomes of answers. People are told before they answer, and it never changes.",
  {
    ANONYMOUS:
      "When the survey closes, only sums of at least 5 people are kept. The answers and the invitations are deleted.",
    NAMED:
      "Answers keep the name of the person who gave them. That person sees them, and so do the coaches if the survey says so.",
    GROUPED:
      "A 360. The report shows groups of raters, each only if it has enough answers. The manager and the subject are groups of one.",
  },
);
export type SurveyPrivacy = WordOf<typeof SurveyPrivacy>;

export const SurveyStatus = wordsOf("SurveyStatus", "The status of a survey.", {
  PLANNED: "It opens later, by itself.",
  OPEN: "It can be answered, and answers can be changed.",
  CLOSED: "It can no longer be answered.",
});
export type SurveyStatus = WordOf<typeof SurveyStatus>;

export const SurveyPoint = wordsOf("SurveyPoint", "A point of an engagement at which its participants are asked.", {
  START: "Its first day, or the day on which it is activated if that is later.",
  MIDDLE: "The day half way between its first and its last. Open-ended engagements have none.",
  END: "The day on which it is completed.",
  AFTER_SESSION: "The end of each session that took place, except chemistry sessions. It asks those who came.",
});
export type SurveyPoint = WordOf<typeof SurveyPoint>;

export const SurveyQuestionKind = wordsOf("SurveyQuestionKind", "What a question of a survey asks for.", {
  SCALE: "A whole number from the lowest to the highest of the scale.",
  ONE_CHOICE: "One of the choices.",
  MANY_CHOICES: "One or more of the choices.",
  TEXT: "Any number of lines, 1 to 5,000 characters. Not in anonymous surveys, where nobody could read them.",
  NPS: "How likely somebody is to recommend it, from 0 to 10 (Net Promoter Score).",
  RETURN:
    "What the benefit is worth in a year, the share of it that is due to coaching and how sure that is, for the return on investment (Phillips).",
});
export type SurveyQuestionKind = WordOf<typeof SurveyQuestionKind>;

export const RaterGroup = wordsOf("RaterGroup", "How a rater of a 360 relates to its subject.", {
  MANAGER: "Leads the subject.",
  PEERS: "Works beside the subject.",
  REPORTS: "Is led by the subject.",
  SELF: "Is the subject.",
  OTHERS: "Knows the subject in another way, such as a customer.",
});
export type RaterGroup = WordOf<typeof RaterGroup>;
