import { changed, idOf, MANAGERS, mutation, required, stale, versionRead } from "../common/declare.js";
import { delegationDays } from "./create-delegation.js";
import { Delegation } from "./delegation.js";

export const UpdateDelegation = mutation("updateDelegation", {
  owner: "gateway",
  description: "Changes the days of a delegation. Fields that you leave out stay the same.",
  roles: MANAGERS,
  input: { id: required(idOf(Delegation), "The delegation."), ...delegationDays, version: versionRead },
  refusals: {
    ...stale,
    ALREADY_ENDED: "The delegation has ended.",
    ALREADY_DELEGATED: "Another delegation to the assistant holds on some of the days.",
  },
  result: { delegation: changed(Delegation, "The changed delegation.") },
});
