import { ADMINS, changed, clearable, instant, list, mutation, required, shownOnce, text } from "../common/declare.js";
import { scopesInWords } from "../common/scopes.js";
import { ApiKey } from "./api-key.js";

export const CreateApiKey = mutation("createApiKey", {
  owner: "gateway",
  description: "Creates an API key. Only this response contains the whole key.",
  roles: ADMINS,
  input: {
    name: required(text(100), "The name, which says what the key is for."),
    scopes: required(
      list(text(100), { least: 1 }),
      `What the key may do: ${scopesInWords}. \`write\` includes \`read\`.`,
    ),
    expiresAt: clearable(instant, "When it expires. By default, it never does."),
  },
  refusals: { UNKNOWN_SCOPE: "There is no such scope." },
  result: {
    apiKey: changed(ApiKey, "The new key, without its secret."),
    secret: shownOnce(
      "The whole key. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
