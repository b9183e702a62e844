import type { ValuesOf } from "../common/inputs.js";
import { clearable, date, idOf, mutationInput, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const AddToEngagementInput = mutationInput("AddToEngagementInput", "Somebody who joins an engagement.", {
  engagementId: required(idOf(Engagement), "The engagement."),
  personId: required(idOf(Person), "The person who joins."),
  joinedOn: clearable(date, "The first day of the membership. Defaults to today in the firm's time zone."),
});
export type AddToEngagementInput = ValuesOf<typeof AddToEngagementInput.fields>;
