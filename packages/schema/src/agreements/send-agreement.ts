import { changed, idOf, MANAGERS, mutation, required, stale, versionRead } from "../common/declare.js";
import { Agreement } from "./agreement.js";
import { wrongAgreementStatus } from "./refusals.js";

export const SendAgreement = mutation("sendAgreement", {
  owner: "gateway",
  description:
    "Asks the parties of a draft to sign it, each by e-mail. It takes the place of the engagement's agreement that is out for signature or completed, which is superseded.",
  roles: MANAGERS,
  input: { id: required(idOf(Agreement), "The agreement."), version: versionRead },
  refusals: {
    ...wrongAgreementStatus,
    OUTDATED: "Names, terms or people of the engagement have changed since the draft was prepared.",
    ...stale,
  },
  result: { agreement: changed(Agreement, "The agreement, now out for signature.") },
});
