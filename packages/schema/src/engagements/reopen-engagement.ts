import { ADMINS, changed, idOf, longText, mutation, required } from "../common/declare.js";
import { activationRefusals, placementRefusals, poolRefusals, wrongStatus } from "./refusals.js";
import { Engagement } from "./engagement.js";

export const ReopenEngagement = mutation("reopenEngagement", {
  owner: "gateway",
  description:
    "Makes a completed or cancelled engagement active again. Sessions that were cancelled when it ended stay so. If its last day is over, change that too, so that sessions can be booked. It takes again what it gave back to its pool. Members of its cohort must have no other engagement in it by now.",
  roles: ADMINS,
  input: {
    id: required(idOf(Engagement), "The engagement."),
    reason: required(longText(1_000), "Why. It is kept in the engagement's history for those who run the practice."),
  },
  refusals: { ...wrongStatus, ...activationRefusals, ...placementRefusals, ...poolRefusals },
  result: { engagement: changed(Engagement, "The engagement, now active.") },
});
