import { ADMINS, changed, count, idOf, mutation, required, shownOnce, usual } from "../common/declare.js";
import { ApiKey } from "./api-key.js";
import { keyEnded } from "./key-fields.js";

export const RotateApiKey = mutation("rotateApiKey", {
  owner: "gateway",
  description:
    "Gives an API key a new secret. Only this response contains the whole key. The old secret works until the overlap ends, and then never again. A secret from an earlier rotation ends at once.",
  roles: ADMINS,
  input: {
    id: required(idOf(ApiKey), "The key."),
    overlapHours: usual(
      count(0, 720),
      24,
      "How many hours the old secret still works, {range}. With 0, it ends at once.",
    ),
  },
  refusals: keyEnded,
  result: {
    apiKey: changed(ApiKey, "The key, with its new secret."),
    secret: shownOnce(
      "The whole key. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
