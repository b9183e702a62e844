import { BOOKERS, changed, clearable, idOf, longText, mutation, required, wordOf } from "../../common/declare.js";
import { CancellingParty, Session } from "./session.js";

export const CancelSession = mutation("cancelSession", {
  owner: "scheduling",
  description: "Calls a session off.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Session), "The session."),
    cancelledBy: clearable(
      wordOf(CancellingParty),
      "On whose side: one's own if not given. A coach or the firm may say that the client called off, for whom the policy holds.",
    ),
    reason: clearable(longText(500), "Why, {range}; its people read it."),
  },
  refusals: {
    WRONG_STATUS: "Only a session that has not begun can be called off.",
    POLICY: "The cancellation policy does not let clients call the session off any more.",
  },
  result: { session: changed(Session, "The session, now cancelled.") },
});
