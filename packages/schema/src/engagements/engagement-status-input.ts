import type { ValuesOf } from "../common/inputs.js";
import { clearable, idOf, longText, mutationInput, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";

export const EngagementStatusInput = mutationInput("EngagementStatusInput", "Moves an engagement to another status.", {
  id: required(idOf(Engagement), "The engagement."),
  reason: clearable(longText(1_000), "Why. It is kept in the engagement's history for those who run the practice."),
});
export type EngagementStatusInput = ValuesOf<typeof EngagementStatusInput.fields>;
