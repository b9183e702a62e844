import { changed, clearable, date, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { entryComment, metricValue } from "./metric-fields.js";
import { MetricEntry } from "./metric-entry.js";
import { Metric } from "./metric.js";
import { entryRefusals, goalRefusals } from "./refusals.js";

export const RecordMetricEntry = mutation("recordMetricEntry", {
  owner: "gateway",
  description:
    "Records the value of a metric on a day. A metric has one entry a day: to correct it, use `updateMetricEntry`.",
  roles: MEMBERS,
  input: {
    metricId: required(idOf(Metric), "The metric."),
    value: required(metricValue, "The value, {range}."),
    day: clearable(
      date,
      "The day: today or earlier, and not more than a year before the engagement. Defaults to today, in the firm's time zone.",
    ),
    comment: entryComment,
  },
  refusals: {
    ...goalRefusals,
    ...entryRefusals,
    NOT_A_PARTICIPANT: "The participant whose metric it is does not take part in the engagement today.",
  },
  result: { metricEntry: changed(MetricEntry, "What was recorded.") },
});
