import { implement } from "@coachwork/platform";
import { ArchiveWebhookEndpoint, DisableWebhookEndpoint, WebhookEndpoint } from "@coachwork/schema";
import { endpointToChange, lockedEndpoint } from "./endpoint-to-change.js";
import { disableEndpoint, dropWaiting } from "./line-of.js";

/** Disables an endpoint. Disabling it again changes nothing. */
export const disableWebhookEndpoint = implement(DisableWebhookEndpoint, async (context, input) => {
  const { transaction, now } = context;
  const { id, status } = await endpointToChange(context, input.id);
  if (status === "ACTIVE") await disableEndpoint(transaction, id, "BY_HAND", now);
  return { webhookEndpoint: id };
});

/** Archives an endpoint for good. Archiving it again changes nothing. */
export const archiveWebhookEndpoint = implement(ArchiveWebhookEndpoint, async (context, input) => {
  const { transaction, now } = context;
  const { id, archivedAt } = await lockedEndpoint(context, input.id);
  if (archivedAt !== null) return { webhookEndpoint: id };
  await dropWaiting(transaction, id);
  const forgotten = { secret: "", previousSecret: null, previousSecretUntil: null };
  await transaction.update(WebhookEndpoint, { id }, { archivedAt: new Date(now), ...forgotten });
  transaction.tell({ type: "webhook.archived", ids: { webhookEndpoint: id } });
  return { webhookEndpoint: id };
});
