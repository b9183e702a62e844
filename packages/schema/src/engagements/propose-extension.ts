import { changed, clearable, date, idOf, longText, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { Extension } from "./extension.js";

export const ProposeExtension = mutation("proposeExtension", {
  owner: "gateway",
  description:
    "Proposes to go on with mentoring until a later day. A mentor or mentee proposes it, and somebody of the other side accepts or declines. The last day of coaching is changed by those who run the practice (`updateEngagement`).",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The mentoring engagement."),
    endsOn: required(date, "The new last day, later than the present one."),
    message: clearable(longText(2_000), "What you say to the other side. Nobody else reads it."),
  },
  refusals: {
    NOT_MENTORING: "The engagement is coaching. Those who run the practice change its last day.",
    WRONG_STATUS: "The engagement is not active or paused.",
    OPEN_ENDED: "The engagement has no last day, so it goes on anyway.",
    NOT_LATER: "The day is over, or not later than the last day.",
    ALREADY_PROPOSED: "An extension waits for an answer. Only one can.",
  },
  result: { extension: changed(Extension, "The new extension.") },
});
