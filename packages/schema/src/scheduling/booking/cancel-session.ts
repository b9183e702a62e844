import { ARRANGERS, changed, clearable, idOf, longText, mutation, required, wordOf } from "../../common/declare.js";
import { CancellingParty, Session } from "./session.js";

export const CancelSession = mutation("cancelSession", {
  owner: "scheduling",
  description: "Cancels a session.",
  roles: ARRANGERS,
  input: {
    id: required(idOf(Session), "The session."),
    cancelledBy: clearable(
      wordOf(CancellingParty),
      "The side that cancels. Defaults to your own. A coach or the firm can say that the client cancelled. Then the cancellation policy applies.",
    ),
    reason: clearable(longText(500), "The reason. The session's people can read it."),
  },
  refusals: {
    WRONG_STATUS: "Only a session that has not begun can be cancelled.",
    POLICY: "The cancellation policy no longer lets clients cancel this session.",
  },
  result: { session: changed(Session, "The session, now cancelled.") },
});
