import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const ConfirmHold = mutation("confirmHold", {
  owner: "scheduling",
  description: "Books a session that is held.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Session), "The session."),
  },
  refusals: {
    WRONG_STATUS: "Only a session that is held can be confirmed.",
    HOLD_EXPIRED: "The hold is over.",
    ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  },
  result: { session: changed(Session, "The session, now confirmed.") },
});
