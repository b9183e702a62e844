import { implement } from "@coachwork/platform";
import { RestoreMetric } from "@coachwork/schema";
import { setArchived } from "./archive-metric.js";

export const restoreMetric = implement(RestoreMetric, (context, { id }) => setArchived(context, id, null));
