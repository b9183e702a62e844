import { changed, clearable, date, idOf, MANAGERS, mutation, required, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { EngagementSide, JoinRequest } from "./join-request.js";
import { membershipRefusals, wrongStatus } from "./refusals.js";

export const RequestToJoinEngagement = mutation("requestToJoinEngagement", {
  owner: "gateway",
  description: "Asks to join an engagement yourself. Another person must consent.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    side: required(wordOf(EngagementSide), "The side to join."),
    joinedOn: clearable(
      date,
      "The first day of the membership. Defaults to the day of the consent in the firm's time zone.",
    ),
  },
  refusals: {
    ...membershipRefusals,
    ...wrongStatus,
    ALREADY_REQUESTED: "You have already asked, and nobody has decided yet.",
    NEEDS_NO_CONSENT: "Nobody else is or was in the engagement. Add yourself directly.",
  },
  result: { joinRequest: changed(JoinRequest, "The new request.") },
});
