import { implement } from "@coachwork/platform";
import { ApiKey, RotateApiKey } from "@coachwork/schema";
import { formatKey, hashSecret, newSecret } from "./key-format.js";
import { keyToChange } from "./key-to-change.js";

const HOUR_MS = 60 * 60 * 1000;

/** Gives a key a new secret, which is in this response and never shown again. The old one works until the overlap ends. */
export const rotateApiKey = implement(RotateApiKey, async (context, input) => {
  const { transaction, actor, now } = context;
  const { id, secretHash } = await keyToChange(context, input);
  const secret = newSecret();
  await transaction.update(
    ApiKey,
    { id },
    {
      secretHash: hashSecret(secret),
      rotatedAt: new Date(now),
      previousSecretHash: secretHash,
      previousSecretUntil: new Date(now + input.overlapHours * HOUR_MS),
    },
  );
  transaction.tell({ type: "api_key.rotated", ids: { apiKey: id } });
  context.showOnce({ secret: formatKey({ firmId: actor.firmId, keyId: id, secret }) });
  return { apiKey: id };
});
