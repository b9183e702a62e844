import {
  changed,
  clearable,
  count,
  flag,
  idOf,
  MANAGERS,
  mutation,
  optional,
  stale,
  versionRead,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Program } from "../../engagements/program.js";
import { CancellationPolicy, ClientsMay, usualPolicy } from "./cancellation-policy.js";

export const SetCancellationPolicy = mutation("setCancellationPolicy", {
  owner: "scheduling",
  description:
    "Sets until when sessions can be cancelled or moved, by whom, and at what cost. Fields that you leave out stay the same, and have their defaults at first.",
  roles: MANAGERS,
  input: {
    engagementId: clearable(
      idOf(Engagement),
      "The engagement. Without it and `programId`, the policy is the firm's and applies to all engagements without one.",
    ),
    programId: clearable(
      idOf(Program),
      "The program, instead of an engagement. It holds for engagements that are created in the program from now on.",
    ),
    noticeMinutes: optional(
      count(0, 20_160),
      `How many minutes before its start a session can still be cancelled at no cost, {range} (14 days). At first ${usualPolicy.noticeMinutes}.`,
    ),
    lateCancellationForfeits: optional(
      flag,
      `Whether a client who cancels later forfeits the reserved amount. At first ${usualPolicy.lateCancellationForfeits}.`,
    ),
    noShowForfeits: optional(
      flag,
      `Whether a client who does not come forfeits the reserved amount. At first ${usualPolicy.noShowForfeits}.`,
    ),
    clientsCancel: optional(
      wordOf(ClientsMay),
      `Until when clients may cancel a session. At first ${usualPolicy.clientsCancel}.`,
    ),
    clientsReschedule: optional(
      wordOf(ClientsMay),
      `Until when clients may move a session. At first ${usualPolicy.clientsReschedule}.`,
    ),
    graceMinutes: optional(
      count(0, 1440),
      `For how many minutes after booking a client can cancel at no cost, even if the notice period has begun, {range}. At first ${usualPolicy.graceMinutes}.`,
    ),
    version: versionRead,
  },
  refusals: stale,
  result: { cancellationPolicy: changed(CancellationPolicy, "The policy as it is now.") },
});
