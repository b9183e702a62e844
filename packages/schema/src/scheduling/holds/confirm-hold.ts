import { ARRANGERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const ConfirmHold = mutation("confirmHold", {
  owner: "scheduling",
  description: "Books a held session.",
  roles: ARRANGERS,
  keys: "none",
  input: {
    id: required(idOf(Session), "The session."),
  },
  refusals: {
    WRONG_STATUS: "Only a held session can be confirmed.",
    HOLD_EXPIRED: "The hold has ended.",
    ENGAGEMENT_NOT_ACTIVE:
      "Sessions can only be booked in an active engagement, and CHEMISTRY sessions in a draft, too.",
    NO_COACH: "A coach of the session is no longer one of the engagement on that day.",
  },
  result: { session: changed(Session, "The session, now confirmed.") },
});
