import type { ValuesOf } from "../common/inputs.js";
import { clearable, date, idOf, mutationInput, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const AddToEngagementInput = mutationInput("AddToEngagementInput", "Who joins an engagement.", {
  engagementId: required(idOf(Engagement), "The engagement."),
  personId: required(idOf(Person), "Who joins it."),
  joinedOn: clearable(date, "The first day; today in the firm's zone if not given."),
});
export type AddToEngagementInput = ValuesOf<typeof AddToEngagementInput.fields>;
