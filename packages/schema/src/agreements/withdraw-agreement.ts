import {
  changed,
  clearable,
  idOf,
  longText,
  MANAGERS,
  mutation,
  required,
  stale,
  versionRead,
} from "../common/declare.js";
import { Agreement } from "./agreement.js";
import { wrongAgreementStatus } from "./refusals.js";

export const WithdrawAgreement = mutation("withdrawAgreement", {
  owner: "gateway",
  description:
    "Withdraws an agreement that is a draft or out for signature. Those who were asked to sign it are told by e-mail.",
  roles: MANAGERS,
  input: {
    id: required(idOf(Agreement), "The agreement."),
    reason: clearable(longText(2_000), "Why, for owners, admins and program managers."),
    version: versionRead,
  },
  refusals: { ...wrongAgreementStatus, ...stale },
  result: { agreement: changed(Agreement, "The agreement, now withdrawn.") },
});
