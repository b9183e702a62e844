import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const ReleaseHold = mutation("releaseHold", {
  owner: "scheduling",
  description: "Lets a session go that is held; its time is free again.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Session), "The session."),
  },
  refusals: { WRONG_STATUS: "Only a session that is held can be let go." },
  result: { session: changed(Session, "The session, now expired; its time is free again.") },
});
