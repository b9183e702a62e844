import { changed, clearable, count, flag, idOf, MANAGERS, mutation, usual, wordOf } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { CancellationPolicy, ClientsMay, usualPolicy } from "./cancellation-policy.js";

export const SetCancellationPolicy = mutation("setCancellationPolicy", {
  owner: "scheduling",
  description: "Sets until when sessions can be called off or moved, by whom, and what it costs.",
  roles: MANAGERS,
  input: {
    engagementId: clearable(
      idOf(Engagement),
      "The engagement; if not given, the firm's policy for all engagements that have none of their own.",
    ),
    noticeMinutes: usual(
      count(0, 20_160),
      usualPolicy.noticeMinutes,
      "How many minutes before its start a session can be called off at no cost, {range} (14 days).",
    ),
    lateCancellationForfeits: usual(
      flag,
      usualPolicy.lateCancellationForfeits,
      "Whether a client who calls off later loses what was reserved.",
    ),
    noShowForfeits: usual(
      flag,
      usualPolicy.noShowForfeits,
      "Whether a client who does not come loses what was reserved.",
    ),
    clientsCancel: usual(wordOf(ClientsMay), usualPolicy.clientsCancel, "Until when clients may call off."),
    clientsReschedule: usual(
      wordOf(ClientsMay),
      usualPolicy.clientsReschedule,
      "Until when clients may move a session.",
    ),
  },

  result: { cancellationPolicy: changed(CancellationPolicy, "The policy, as it is now.") },
});
