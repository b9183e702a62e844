import { implement } from "@coachwork/platform";
import { ApiKey, RevokeApiKey } from "@coachwork/schema";

/** Revokes an API key for good. It stops working everywhere within a second. Revoking it again changes nothing. */
export const revokeApiKey = implement(RevokeApiKey, async (context, input) => {
  const { transaction, now } = context;
  const { id, revokedAt } = await context.fetch(ApiKey, input.id, "id", { lock: true });
  if (revokedAt === null) {
    await transaction.update(ApiKey, { id }, { revokedAt: new Date(now) });
    transaction.tell({ type: "api_key.revoked", ids: { apiKey: id } });
  }
  return { apiKey: id };
});
