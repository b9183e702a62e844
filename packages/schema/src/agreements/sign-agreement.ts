import { changed, idOf, mutation, required, text } from "../common/declare.js";
import { Agreement } from "./agreement.js";
import { partyRefusals } from "./refusals.js";

export const SignAgreement = mutation("signAgreement", {
  owner: "gateway",
  description:
    "Signs an agreement that you are asked to sign. Your typed name, the time, your IP address and the hash of the text are kept. The last signature completes it.",
  roles: ["COACH", "CLIENT", "SPONSOR"],
  input: {
    id: required(idOf(Agreement), "The agreement."),
    typedName: required(text(200), "Your name, as you sign."),
    textHash: required(text(64), "The `textHash` of the text that you have read."),
  },
  refusals: { ...partyRefusals, OTHER_TEXT: "The hash is not that of the agreement's text." },
  result: { agreement: changed(Agreement, "The agreement, completed if everybody has signed it.") },
});
