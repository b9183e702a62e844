import { ADMINS, changed, count, idOf, mutation, required, shownOnce, usual } from "../../common/declare.js";
import { archivedRefusal, SECRET_OVERLAP_HOURS } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const RotateWebhookSecret = mutation("rotateWebhookSecret", {
  owner: "gateway",
  description:
    "Gives an endpoint a new secret. For some hours messages are signed with both, so that no message is refused while the receiver changes over. Only this response contains the new secret.",
  roles: ADMINS,
  input: {
    id: required(idOf(WebhookEndpoint), "The endpoint."),
    overlapHours: usual(
      count(0, 168),
      SECRET_OVERLAP_HOURS,
      "The hours for which the secret from before signs, too. 0 if it is known to others.",
    ),
  },
  refusals: archivedRefusal,
  result: {
    webhookEndpoint: changed(WebhookEndpoint, "The endpoint, without its secrets."),
    secret: shownOnce(
      "The new secret, `whsec_…`. It is shown only once: null when an idempotency key repeats an earlier response.",
    ),
  },
});
