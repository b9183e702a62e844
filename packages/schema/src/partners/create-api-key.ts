import { ADMINS, changed, clearable, instant, mutation, required, shownOnce, usual } from "../common/declare.js";
import { ApiKey } from "./api-key.js";
import { keyFields, unknownScope } from "./key-fields.js";

const { name, scopes, allowedAddresses } = keyFields;

export const CreateApiKey = mutation("createApiKey", {
  owner: "gateway",
  description: "Creates an API key. Only this response contains the whole key.",
  roles: ADMINS,
  input: {
    name: required(name.kind, name.description),
    scopes: required(scopes.kind, scopes.description),
    allowedAddresses: usual(allowedAddresses.kind, [], allowedAddresses.description),
    expiresAt: clearable(instant, "When it expires. By default, it never does."),
  },
  refusals: unknownScope,
  result: {
    apiKey: changed(ApiKey, "The new key, without its secret."),
    secret: shownOnce(
      "The whole key. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
