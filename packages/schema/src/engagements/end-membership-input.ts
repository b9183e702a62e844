import type { ValuesOf } from "../common/inputs.js";
import { clearable, date, idOf, mutationInput, required } from "../common/declare.js";
import { EngagementParticipant } from "./membership.js";

export const EndMembershipInput = mutationInput("EndMembershipInput", "Somebody who leaves an engagement.", {
  id: required(
    idOf(EngagementParticipant),
    "The membership: the id of the engagement's coach or participant, not of the person.",
  ),
  leftOn: clearable(
    date,
    "The first day without the membership. Defaults to today in the firm's time zone. An end that is still ahead can be corrected.",
  ),
});
export type EndMembershipInput = ValuesOf<typeof EndMembershipInput.fields>;
