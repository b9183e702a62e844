import { changed, idOf, longText, mutation, required } from "../common/declare.js";
import { Agreement } from "./agreement.js";
import { partyRefusals } from "./refusals.js";

export const DeclineAgreement = mutation("declineAgreement", {
  owner: "gateway",
  description:
    "Declines an agreement that you are asked to sign. Nobody can sign it any more. Its parties are told, and only owners, admins and program managers read who declined it and why.",
  roles: ["COACH", "CLIENT", "SPONSOR"],
  input: {
    id: required(idOf(Agreement), "The agreement."),
    reason: required(longText(2_000), "Why you do not sign it."),
  },
  refusals: partyRefusals,
  result: { agreement: changed(Agreement, "The agreement, now declined.") },
});
