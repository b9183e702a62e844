import { ADMINS, changed, idOf, mutation, optional, required } from "../common/declare.js";
import { ApiKey } from "./api-key.js";
import { keyEnded, keyFields, unknownScope } from "./key-fields.js";

const { name, scopes, allowedAddresses } = keyFields;

export const UpdateApiKey = mutation("updateApiKey", {
  owner: "gateway",
  description:
    "Changes the name, the scopes or the allowed addresses of an API key. Fields that you leave out stay the same. Its open sockets keep what it still may do, and close if their address is no longer allowed.",
  roles: ADMINS,
  input: {
    id: required(idOf(ApiKey), "The key."),
    name: optional(name.kind, name.description),
    scopes: optional(scopes.kind, scopes.description),
    allowedAddresses: optional(allowedAddresses.kind, allowedAddresses.description),
  },
  refusals: { ...unknownScope, ...keyEnded },
  result: { apiKey: changed(ApiKey, "The changed key.") },
});
