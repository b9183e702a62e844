import { implement, newId } from "@coachwork/platform";
import { ApiKey, CreateApiKey, rfc3339 } from "@coachwork/schema";
import { formatKey, hashSecret, newSecret, publicIdOf } from "./key-format.js";
import { checkedScopes } from "./scopes-of-key.js";

/** Creates an API key. The whole key is in this response and never shown again. */
export const createApiKey = implement(CreateApiKey, async (context, input) => {
  const { actor, now } = context;
  const { name, allowedAddresses } = input;
  const scopes = checkedScopes(context, input.scopes);
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt !== null && expiresAt.getTime() <= now) {
    context.refuse("INVALID", "expiresAt", `${rfc3339(expiresAt)} is in the past. Give a future time, or none.`);
  }

  const { firmId } = actor;
  const id = newId();
  const secret = newSecret();
  await context.transaction.insert(ApiKey, {
    id,
    name,
    publicId: publicIdOf(firmId, id),
    secretHash: hashSecret(secret),
    scopes,
    allowedAddresses,
    createdById: actor.personId,
    createdAt: new Date(now),
    expiresAt,
  });
  context.transaction.tell({ type: "api_key.created", ids: { apiKey: id } });
  context.showOnce({ secret: formatKey({ firmId, keyId: id, secret }) });
  return { apiKey: id };
});
