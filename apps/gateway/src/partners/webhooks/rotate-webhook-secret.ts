import { implement } from "@coachwork/platform";
import { RotateWebhookSecret, WebhookEndpoint } from "@coachwork/schema";
import { endpointToChange } from "./endpoint-to-change.js";
import { newWebhookSecret } from "./signing.js";
import type { WebhookParts } from "./webhook-settings.js";

const HOUR_MS = 3_600_000;

/** Gives an endpoint a new secret. The one before it signs, too, for some hours. */
export const rotateWebhookSecretWith = ({ secrets }: WebhookParts) =>
  implement(RotateWebhookSecret, async (context, input) => {
    const { transaction, actor, now } = context;
    const { id, secret: before } = await endpointToChange(context, input.id);
    const secret = newWebhookSecret();
    const until = input.overlapHours === 0 ? null : new Date(now + input.overlapHours * HOUR_MS);
    await transaction.update(
      WebhookEndpoint,
      { id },
      {
        secret: secrets.seal(secret, { firmId: actor.firmId, endpointId: id }),
        previousSecret: until && before,
        previousSecretUntil: until,
      },
    );
    transaction.tell({ type: "webhook.secret_rotated", ids: { webhookEndpoint: id } });
    context.showOnce({ secret });
    return { webhookEndpoint: id };
  });
