import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { ApiKey } from "./api-key.js";

export const RevokeApiKey = mutation("revokeApiKey", {
  owner: "gateway",
  description: "Revokes an API key for good. It stops working within a second.",
  roles: ADMINS,
  input: {
    id: required(idOf(ApiKey), "The key."),
  },

  result: { apiKey: changed(ApiKey, "The key, now revoked.") },
});
