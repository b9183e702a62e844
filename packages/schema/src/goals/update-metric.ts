import {
  changed,
  clearable,
  idOf,
  MEMBERS,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
  wordOf,
} from "../common/declare.js";
import { Goal } from "./goal.js";
import { metricFields } from "./metric-fields.js";
import { MetricFrequency } from "./metric-words.js";
import { Metric } from "./metric.js";
import { goalRefusals, metricRefusals } from "./refusals.js";

export const UpdateMetric = mutation("updateMetric", {
  owner: "gateway",
  description:
    "Changes a metric. Fields that you leave out stay the same. Entries keep their values, and the chart follows the new frequency and target.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Metric), "The metric."),
    name: optional(text(200), "The name."),
    frequency: optional(wordOf(MetricFrequency), "How often it is recorded."),
    goalId: clearable(
      idOf(Goal),
      "The goal that it belongs to, of the same participant. Sponsors with whom the goal's progress is shared see the metric, too.",
    ),
    ...metricFields,
    version: versionRead,
  },
  refusals: { ...goalRefusals, ...metricRefusals, ...stale },
  result: { metric: changed(Metric, "The changed metric.") },
});
