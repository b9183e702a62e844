import { clearable, decimal, longText, optional, text, wordOf } from "../common/declare.js";
import { TargetDirection } from "./metric-words.js";

/** A value of a metric, or its target. A double holds every one exactly. */
export const metricValue = decimal(-1_000_000_000, 1_000_000_000, 4);

/** What a metric can have besides its name and frequency. */
export const metricFields = {
  unit: clearable(text(100), "The unit of its values, such as hours."),
  target: clearable(metricValue, "The value to be reached, {range}."),
  targetDirection: optional(
    wordOf(TargetDirection),
    "On which side of the target values should be. Defaults to AT_LEAST.",
  ),
};

export const entryComment = clearable(longText(2_000), "What is said about it. Sponsors never see it.");
