import { changed, date, idOf, MEMBERS, mutation, optional, required, stale, versionRead } from "../common/declare.js";
import { entryComment, metricValue } from "./metric-fields.js";
import { MetricEntry } from "./metric-entry.js";
import { entryRefusals, goalRefusals } from "./refusals.js";

export const UpdateMetricEntry = mutation("updateMetricEntry", {
  owner: "gateway",
  description: "Corrects what was recorded. Fields that you leave out stay the same.",
  roles: MEMBERS,
  input: {
    id: required(idOf(MetricEntry), "The entry."),
    value: optional(metricValue, "The value, {range}."),
    day: optional(date, "The day: today or earlier, and not more than a year before the engagement."),
    comment: entryComment,
    version: versionRead,
  },
  refusals: { ...goalRefusals, ...entryRefusals, ARCHIVED: "The metric is archived.", ...stale },
  result: { metricEntry: changed(MetricEntry, "The corrected entry.") },
});
