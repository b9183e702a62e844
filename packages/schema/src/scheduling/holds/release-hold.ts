import { ARRANGERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const ReleaseHold = mutation("releaseHold", {
  owner: "scheduling",
  description: "Releases a held session. Its slot is free again.",
  roles: ARRANGERS,
  keys: "none",
  input: {
    id: required(idOf(Session), "The session."),
  },
  refusals: { WRONG_STATUS: "Only a held session can be released.", HOLD_EXPIRED: "The hold has ended." },
  result: { session: changed(Session, "The session, now expired. Its slot is free again.") },
});
