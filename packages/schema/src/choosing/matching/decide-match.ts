import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Match } from "./match.js";
import { pairingRefusals } from "./refusals.js";

const id = required(idOf(Match), "The match.");

export const ApproveMatch = mutation("approveMatch", {
  owner: "gateway",
  description: "Approves a match that both accepted. The coach is then the engagement's. To refuse it, withdraw it.",
  roles: MANAGERS,
  input: { id },
  refusals: pairingRefusals,
  result: { match: changed(Match, "The match, now a pairing.") },
});

export const WithdrawMatch = mutation("withdrawMatch", {
  owner: "gateway",
  description:
    "Takes a match back that is no pairing yet. If it was offered, the coach is told by e-mail. Nobody else is.",
  roles: MANAGERS,
  input: { id },
  refusals: { WRONG_STATUS: pairingRefusals.WRONG_STATUS },
  result: { match: changed(Match, "The match, now withdrawn.") },
});
