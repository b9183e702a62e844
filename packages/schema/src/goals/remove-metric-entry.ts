import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { MetricEntry } from "./metric-entry.js";
import { Metric } from "./metric.js";
import { goalRefusals } from "./refusals.js";

export const RemoveMetricEntry = mutation("removeMetricEntry", {
  owner: "gateway",
  description: "Removes what was recorded by mistake, for good.",
  roles: MEMBERS,
  input: { id: required(idOf(MetricEntry), "The entry.") },
  refusals: { ...goalRefusals, ARCHIVED: "The metric is archived." },
  result: { metric: changed(Metric, "The metric, without it.") },
});
