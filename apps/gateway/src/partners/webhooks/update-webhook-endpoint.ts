import { isDeepStrictEqual } from "node:util";
import { implement } from "@coachwork/platform";
import { ApiKey, UpdateWebhookEndpoint, WebhookEndpoint } from "@coachwork/schema";
import { endpointAddress } from "./endpoint-address.js";
import { endpointToChange, refuseBlind, refuseSelection, refuseUnheard } from "./endpoint-to-change.js";
import type { WebhookParts } from "./webhook-settings.js";

/** Changes where an endpoint is, what it is told of, and with whose rights. */
export const updateWebhookEndpointWith = ({ network, selections }: WebhookParts) =>
  implement(UpdateWebhookEndpoint, async (context, input) => {
    const { transaction } = context;
    const endpoint = await endpointToChange(context, input.id);
    const { id } = endpoint;
    context.refuseStale(endpoint, input.version);
    const address = input.url === undefined ? undefined : endpointAddress(input.url, network);
    if (address && "code" in address) return context.refuse(address.code, "url", address.message);
    const eventTypes = input.eventTypes && [...new Set(input.eventTypes)].sort();
    const key = input.apiKeyId === undefined ? undefined : await context.fetch(ApiKey, input.apiKeyId, "apiKeyId");
    const itsKey = key ?? (await transaction.findOne(ApiKey, { id: endpoint.apiKeyId }))!;
    if (key || input.eventTypes)
      await refuseUnheard(context, itsKey, input.eventTypes ?? endpoint.eventTypes, {
        key: key ? "apiKeyId" : "eventTypes",
        types: input.eventTypes ? "eventTypes" : null,
      });
    if (input.selection) await refuseSelection(context, selections, itsKey, input.selection);
    else if (key && input.selection === undefined && endpoint.selection !== null)
      await refuseBlind(context, selections, key, endpoint.selection, "apiKeyId");
    const given: Partial<WebhookEndpoint> = {
      ...(address && { url: address.url }),
      ...(input.description !== undefined && { description: input.description }),
      ...(eventTypes && { eventTypes }),
      ...(input.selection !== undefined && { selection: input.selection }),
      ...(key && { apiKeyId: key.id }),
    };
    const changes = Object.entries(given).filter(
      ([name, value]) => !isDeepStrictEqual(value, endpoint[name as keyof WebhookEndpoint]),
    );
    if (changes.length === 0) return { webhookEndpoint: id };
    await transaction.update(WebhookEndpoint, { id }, Object.fromEntries(changes));
    transaction.tell({ type: "webhook.updated", ids: { webhookEndpoint: id } });
    return { webhookEndpoint: id };
  });
