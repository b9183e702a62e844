import { Int } from "type-graphql";
import { ADMINS, changed, flag, idOf, instant, mutation, required, told, usual } from "../../common/declare.js";
import { disabledRefusal, MOST_REPLAYED } from "./refusals.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";

export const ReplayWebhooksFrom = mutation("replayWebhooksFrom", {
  owner: "gateway",
  description:
    "Sends everything again that an endpoint was told from an instant on, in order, each message with the same `webhook-id` and the same body. Test calls are left out.",
  roles: ADMINS,
  input: {
    id: required(idOf(WebhookEndpoint), "The endpoint."),
    from: required(instant, "The instant. Messages are kept for 30 days unless the deployment says otherwise."),
    delivered: usual(
      flag,
      false,
      "Whether messages that were delivered are sent again, too. By default, those that failed or were dropped.",
    ),
  },
  refusals: {
    ...disabledRefusal,
    TOO_MANY: `More than ${MOST_REPLAYED} messages would be sent again. Choose a later instant.`,
  },
  result: {
    webhookEndpoint: changed(WebhookEndpoint, "The endpoint."),
    replayed: told<number>(() => Int, "How many messages are sent again."),
  },
});
