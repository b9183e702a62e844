import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Metric } from "./metric.js";
import { goalRefusals } from "./refusals.js";

export const RemoveMetric = mutation("removeMetric", {
  owner: "gateway",
  description: "Removes a metric that was set up by mistake, for good, while it has no entries.",
  roles: MEMBERS,
  input: { id: required(idOf(Metric), "The metric.") },
  refusals: { ...goalRefusals, HAS_ENTRIES: "Something was recorded. Archive the metric instead." },
  result: { engagement: changed(Engagement, "The engagement, without the metric.") },
});
