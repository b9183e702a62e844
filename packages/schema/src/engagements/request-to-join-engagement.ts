import { changed, clearable, date, idOf, MANAGERS, mutation, required, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementSide, JoinRequest } from "./join-request.js";
import { membershipRefusals, wrongStatus } from "./refusals.js";

export const RequestToJoinEngagement = mutation("requestToJoinEngagement", {
  owner: "gateway",
  description:
    "Asks to join an engagement oneself, which takes another person's consent. For those who run the practice.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    side: required(wordOf(EngagementSide), "On which side."),
    joinedOn: clearable(date, "The first day; the day on which somebody consents, in the firm's zone, if not given."),
  },
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    ALREADY_REQUESTED: "You have asked already, and nobody has decided yet.",
    NEEDS_NO_CONSENT: "Nobody else is or was in the engagement: add yourself.",
  },
  result: { joinRequest: changed(JoinRequest, "The new request.") },
});
