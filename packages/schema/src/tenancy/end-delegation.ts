import { changed, idOf, MANAGERS, mutation, required } from "../common/declare.js";
import { Delegation } from "./delegation.js";

export const EndDelegation = mutation("endDelegation", {
  owner: "gateway",
  description:
    "Ends a delegation at once. From then on, the assistant sees and arranges nothing for this person. Coaches and clients end their own.",
  roles: [...MANAGERS, "COACH", "CLIENT"],
  input: { id: required(idOf(Delegation), "The delegation.") },
  refusals: { ALREADY_ENDED: "The delegation has ended." },
  result: { delegation: changed(Delegation, "The delegation, now ended.") },
});
