import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { NeedsLink } from "./needs-link.js";

export const WithdrawNeedsLink = mutation("withdrawNeedsLink", {
  owner: "gateway",
  description: "Withdraws a link, so that its page stops working at once. Answers stay.",
  roles: MANAGERS,
  input: { id: required(idOf(NeedsLink), "The link.") },
  result: { needsLink: changed(NeedsLink, "The withdrawn link.") },
});
