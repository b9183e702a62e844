import type { ValuesOf } from "../common/inputs.js";
import { clearable, date, idOf, mutationInput, required } from "../common/declare.js";
import { EngagementParticipant } from "./membership.js";

export const EndMembershipInput = mutationInput("EndMembershipInput", "Who leaves an engagement.", {
  id: required(idOf(EngagementParticipant), "The engagement's coach or participant (not the person)."),
  leftOn: clearable(date, "The first day on which it no longer holds; today in the firm's zone if not given."),
});
export type EndMembershipInput = ValuesOf<typeof EndMembershipInput.fields>;
