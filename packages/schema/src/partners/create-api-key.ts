import { ADMINS, changed, clearable, instant, list, mutation, required, shownOnce, text } from "../common/declare.js";
import { ApiKey } from "./api-key.js";

export const CreateApiKey = mutation("createApiKey", {
  owner: "gateway",
  description: "Makes an API key; the answer alone shows it whole.",
  roles: ADMINS,
  input: {
    name: required(text(100), "What it is for, {range}."),
    scopes: required(
      list(text(100), { least: 1 }),
      "What it may do: `people:read`, `engagements:read`, `schedule:read`; at least one.",
    ),
    expiresAt: clearable(instant, "When it shall end to be valid; never if not given."),
  },
  refusals: { UNKNOWN_SCOPE: "There is no such scope." },
  result: {
    apiKey: changed(ApiKey, "The new key, as it is kept."),
    secret: shownOnce("The whole key, shown this once; null when an idempotency key repeats an earlier answer."),
  },
});
