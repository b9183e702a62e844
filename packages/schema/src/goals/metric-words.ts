import { wordsOf, type WordOf } from "../common/enums.js";

export const MetricFrequency = wordsOf("MetricFrequency", "How often a metric is recorded.", {
  DAILY: "Every day. Its chart has a point for each day.",
  WEEKLY: "Every week. Its chart has a point for each week, Monday to Sunday.",
  MONTHLY: "Every month. Its chart has a point for each calendar month.",
  AS_NEEDED: "Whenever there is something to record. Its chart has a point for each day.",
});
export type MetricFrequency = WordOf<typeof MetricFrequency>;

export const TargetDirection = wordsOf("TargetDirection", "On which side of its target a metric should be.", {
  AT_LEAST: "The target is reached by its value and by higher ones.",
  AT_MOST: "The target is reached by its value and by lower ones.",
});
export type TargetDirection = WordOf<typeof TargetDirection>;
