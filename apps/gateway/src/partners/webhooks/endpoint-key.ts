import type { EventWord } from "@coachwork/schema";
import type { Services } from "../../graphql/context.js";
import { whyInaudible } from "../../live/told-types.js";
import { type KeyRights, viewerOfKey } from "../key-viewer.js";

/** Columns of the key of an endpoint, where `k` is the key and `f` the firm. */
export const keyColumns = `k.id as "keyId", k.scopes, k.expires_at as "keyExpiresAt", k.revoked_at as "keyRevokedAt",
  f.time_zone as "timeZone"`;

/** The key of an endpoint, with whose rights messages are made. */
export interface EndpointKey extends KeyRights {
  readonly keyExpiresAt: Date | null;
  readonly keyRevokedAt: Date | null;
}

/** Why an endpoint cannot go on with its key. Undefined if it can. */
export function whyEnded(
  { selections }: Pick<Services, "selections">,
  firmId: string,
  endpoint: EndpointKey & { readonly eventTypes: readonly EventWord[]; readonly selection: string | null },
  now: number,
): "KEY_ENDED" | "SCOPE_LOST" | undefined {
  const { keyRevokedAt, keyExpiresAt, eventTypes, selection } = endpoint;
  if (keyRevokedAt !== null || (keyExpiresAt !== null && keyExpiresAt.getTime() <= now)) return "KEY_ENDED";
  const viewer = viewerOfKey(firmId, endpoint, now);
  const isBlind = selection !== null && selections.whyOutOfScope(selection, viewer) !== undefined;
  return isBlind || eventTypes.some((type) => whyInaudible(viewer, type)) ? "SCOPE_LOST" : undefined;
}
