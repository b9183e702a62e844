import { changed, idOf, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { AssignedWorksheet } from "./assigned-worksheet.js";

export const WithdrawWorksheet = mutation("withdrawWorksheet", {
  owner: "gateway",
  description:
    "Takes back a worksheet that was assigned by mistake, for good, with what was saved of it. One that was handed in stays.",
  roles: ["COACH"],
  input: { id: required(idOf(AssignedWorksheet), "The assigned worksheet.") },
  refusals: {
    WRONG_STATUS: "The engagement has ended.",
    ALREADY_HANDED_IN: "It was handed in, which is kept.",
  },
  result: { engagement: changed(Engagement, "The engagement, without it.") },
});
