import type { ValuesOf } from "../common/inputs.js";
import { idOf, mutationInput, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";

export const EngagementStatusInput = mutationInput("EngagementStatusInput", "Names an engagement.", {
  id: required(idOf(Engagement), "The engagement."),
});
export type EngagementStatusInput = ValuesOf<typeof EngagementStatusInput.fields>;
