import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Metric } from "./metric.js";
import { goalRefusals } from "./refusals.js";

export const ArchiveMetric = mutation("archiveMetric", {
  owner: "gateway",
  description: "Archives a metric that is not followed any more. Its entries and its chart stay.",
  roles: MEMBERS,
  input: { id: required(idOf(Metric), "The metric.") },
  refusals: goalRefusals,
  result: { metric: changed(Metric, "The archived metric.") },
});
