import { changed, clearable, count, flag, idOf, MANAGERS, mutation, usual, wordOf } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { CancellationPolicy, ClientsMay, usualPolicy } from "./cancellation-policy.js";

export const SetCancellationPolicy = mutation("setCancellationPolicy", {
  owner: "scheduling",
  description:
    "Sets until when sessions can be cancelled or moved, by whom, and at what cost. Replaces the policy set before. Fields that you leave out get their defaults.",
  roles: MANAGERS,
  input: {
    engagementId: clearable(
      idOf(Engagement),
      "The engagement. By default, the policy is the firm's and applies to all engagements without their own.",
    ),
    noticeMinutes: usual(
      count(0, 20_160),
      usualPolicy.noticeMinutes,
      "How many minutes before its start a session can still be cancelled at no cost, {range} (14 days).",
    ),
    lateCancellationForfeits: usual(
      flag,
      usualPolicy.lateCancellationForfeits,
      "Whether a client who cancels later forfeits the reserved amount.",
    ),
    noShowForfeits: usual(
      flag,
      usualPolicy.noShowForfeits,
      "Whether a client who does not come forfeits the reserved amount.",
    ),
    clientsCancel: usual(wordOf(ClientsMay), usualPolicy.clientsCancel, "Until when clients may cancel a session."),
    clientsReschedule: usual(
      wordOf(ClientsMay),
      usualPolicy.clientsReschedule,
      "Until when clients may move a session.",
    ),
    graceMinutes: usual(
      count(0, 1440),
      usualPolicy.graceMinutes,
      "For how many minutes after booking a client can cancel at no cost, even if the notice period has begun, {range}.",
    ),
  },

  result: { cancellationPolicy: changed(CancellationPolicy, "The policy as it is now.") },
});
