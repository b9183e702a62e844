import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Metric } from "./metric.js";
import { goalRefusals } from "./refusals.js";

export const RestoreMetric = mutation("restoreMetric", {
  owner: "gateway",
  description: "Takes up an archived metric again.",
  roles: MEMBERS,
  input: { id: required(idOf(Metric), "The metric.") },
  refusals: goalRefusals,
  result: { metric: changed(Metric, "The metric, in use again.") },
});
