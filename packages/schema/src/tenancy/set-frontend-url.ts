import { ADMINS, changed, clearable, mutation } from "../common/declare.js";
import { Firm } from "./firm.js";
import { frontendAddress } from "./frontend-address.js";

export const SetFrontendUrl = mutation("setFrontendUrl", {
  owner: "gateway",
  description: "Sets where letters lead to: the address of the firm's own application.",
  roles: ADMINS,
  keys: "none",
  input: {
    frontendUrl: clearable(
      frontendAddress,
      "An https address without a query, {range}, such as https://app.firm.example/coaching. Null if the firm has none.",
    ),
  },

  result: { firm: changed(Firm, "The firm as it is now.") },
});
