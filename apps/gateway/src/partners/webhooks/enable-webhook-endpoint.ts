import { implement } from "@coachwork/platform";
import { ApiKey, EnableWebhookEndpoint, WebhookEndpoint } from "@coachwork/schema";
import { endpointToChange, refuseBlind, refuseUnheard } from "./endpoint-to-change.js";
import type { WebhookParts } from "./webhook-settings.js";

/** Enables an endpoint again. It is told what comes after this in the log. */
export const enableWebhookEndpointWith = ({ selections }: WebhookParts) =>
  implement(EnableWebhookEndpoint, async (context, input) => {
    const { transaction } = context;
    const { id, status, apiKeyId, eventTypes, selection } = await endpointToChange(context, input.id);
    if (status === "ACTIVE") return { webhookEndpoint: id };
    const key = (await transaction.findOne(ApiKey, { id: apiKeyId }))!;
    await refuseUnheard(context, key, eventTypes, { key: "id", types: null });
    if (selection !== null) await refuseBlind(context, selections, key, selection, "id");
    const active = { status: "ACTIVE", disabledReason: null, disabledAt: null } as const;
    await transaction.update(WebhookEndpoint, { id }, { ...active, failingSince: null, toldAfter: null });
    transaction.tell({ type: "webhook.enabled", ids: { webhookEndpoint: id } });
    return { webhookEndpoint: id };
  });
