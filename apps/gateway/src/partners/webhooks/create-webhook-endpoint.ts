import { type ContextOf, implement, newId } from "@coachwork/platform";
import {
  ApiKey,
  CreateWebhookEndpoint,
  LogCursor,
  MOST_WEBHOOK_ENDPOINTS,
  WebhookEndpoint,
  WebhookLine,
} from "@coachwork/schema";
import { endpointAddress } from "./endpoint-address.js";
import { refuseSelection, refuseUnheard } from "./endpoint-to-change.js";
import { WEBHOOK_READER } from "./record-events.js";
import { newWebhookSecret } from "./signing.js";
import type { WebhookParts } from "./webhook-settings.js";

type Context = ContextOf<typeof CreateWebhookEndpoint>;

/** Has an address told what happens from now on. */
export const createWebhookEndpointWith = ({ network, secrets, selections }: WebhookParts) =>
  implement(CreateWebhookEndpoint, async (context, input) => {
    const { transaction, actor, now } = context;
    const address = endpointAddress(input.url, network);
    if ("code" in address) return context.refuse(address.code, "url", address.message);
    const key = await context.fetch(ApiKey, input.apiKeyId, "apiKeyId");
    const eventTypes = [...new Set(input.eventTypes)].sort();
    await refuseUnheard(context, key, input.eventTypes, { key: "apiKeyId", types: "eventTypes" });
    const selection = input.selection ?? null;
    if (selection !== null) await refuseSelection(context, selections, key, selection);
    await beginReading(context);
    await refuseTooMany(context);

    const id = newId();
    const secret = newWebhookSecret();
    await transaction.insert(WebhookEndpoint, {
      ...{ id, url: address.url, description: input.description ?? null, eventTypes, selection },
      apiKeyId: key.id,
      ...{ status: "ACTIVE", disabledReason: null, disabledAt: null, failingSince: null, lastDeliveredAt: null },
      secret: secrets.seal(secret, { firmId: actor.firmId, endpointId: id }),
      createdById: actor.personId,
      createdAt: new Date(now),
    });
    await transaction.insert(WebhookLine, { endpointId: id });
    transaction.tell({ type: "webhook.created", ids: { webhookEndpoint: id } });
    context.showOnce({ secret });
    return { webhookEndpoint: id };
  });

/** The firm's log is read for webhooks from here on. */
async function beginReading({ transaction }: Context): Promise<void> {
  await transaction.insertUnlessTaken(LogCursor, { reader: WEBHOOK_READER, seq: await lastSeq(transaction) });
}

async function lastSeq(transaction: Context["transaction"]): Promise<number> {
  const [row] = await transaction.query<{ seq: number }>(
    "select last_seq::float8 as seq from firm_counter where firm_id = $1::uuid",
    [transaction.scope.firmId],
  );
  return row?.seq ?? 0;
}

async function refuseTooMany(context: Context): Promise<void> {
  const { transaction } = context;
  const [row] = await transaction.query<{ count: number }>(
    "select count(*)::integer as count from webhook_endpoint where firm_id = $1::uuid and archived_at is null",
    [transaction.scope.firmId],
  );
  if (row!.count < MOST_WEBHOOK_ENDPOINTS) return;
  context.refuse("TOO_MANY", null, `The firm has ${row!.count} endpoints. Archive one that is not needed.`);
}
