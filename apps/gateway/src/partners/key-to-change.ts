import type { CommandContext } from "@coachwork/platform";
import { ApiKey, rfc3339 } from "@coachwork/schema";

/** The key, locked. Refuses one that works no more: what it was stays as it is. */
export async function keyToChange(
  context: CommandContext<"KEY_REVOKED" | "KEY_EXPIRED">,
  { id }: { readonly id: string },
): Promise<ApiKey> {
  const key = await context.fetch(ApiKey, id, "id", { lock: true });
  const { revokedAt, expiresAt } = key;
  if (revokedAt !== null)
    context.refuse("KEY_REVOKED", "id", `The key was revoked at ${rfc3339(revokedAt)}. Create another one.`);
  if (expiresAt !== null && expiresAt.getTime() <= context.now)
    context.refuse("KEY_EXPIRED", "id", `The key expired at ${rfc3339(expiresAt)}. Create another one.`);
  return key;
}
