import { type Clock, type Database, dateIn } from "@coachwork/platform";
import { uuidOf } from "@coachwork/reader";
import { Firm, grantsOfScopes, rfc3339 } from "@coachwork/schema";
import type { CredentialKind } from "../tenancy/viewer.js";
import type { BackgroundWork } from "../tenancy/background-work.js";
import { credentialError, firmNotFound, unknownToken } from "../tenancy/viewer-refusal.js";
import { isKey, isSecret, parseKey } from "./key-format.js";

interface KeyOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly background: BackgroundWork;
}

/** The precision of a key's last use. */
const USE_MS = 60_000;

/** Partners' API keys. */
export function apiKeys({ database, clock, background }: KeyOptions): CredentialKind {
  return {
    claims: isKey,
    async resolve(token, firm) {
      const parts = parseKey(token);
      if (!parts) throw unknownToken();
      const { firmId, keyId, secret } = parts;
      const now = clock.now();
      const [key] = await database.read(
        { firmId, personId: null },
        `select k.secret_hash, k.scopes, k.expires_at, k.revoked_at, k.last_used_at, f.time_zone
         from api_key k join firm f on f.firm_id = $1::uuid where k.firm_id = $1::uuid and k.id = $2::uuid`,
        [firmId, keyId],
      );
      if (!key || !isSecret(secret, key.secret_hash as string) || key.revoked_at !== null) throw unknownToken();
      const expiresAt = key.expires_at as Date | null;
      if (expiresAt !== null && expiresAt.getTime() <= now) {
        const message = `The API key expired at ${rfc3339(expiresAt)}. Ask an owner or admin of the firm for a new one.`;
        throw credentialError("UNAUTHENTICATED", message);
      }
      if (firm !== undefined && uuidOf(Firm, firm) !== firmId) throw firmNotFound(firm);
      const lastUsedAt = key.last_used_at as Date | null;
      if (lastUsedAt === null || lastUsedAt.getTime() <= now - USE_MS) {
        background.start(`recording the use of API key ${keyId}`, () => recordUse(database, firmId, keyId, now));
      }
      const firmTimeZone = key.time_zone as string;
      const grants = grantsOfScopes(key.scopes as string[]);
      const today = dateIn(firmTimeZone, now);
      return { firmId, personId: null, actorId: keyId, grants, firmTimeZone, today, expiresAt, dependsOn: [keyId] };
    },
  };
}

async function recordUse(database: Database, firmId: string, keyId: string, now: number): Promise<void> {
  await database.transaction({ firmId, personId: null }, (transaction) =>
    transaction.query(
      `update api_key set last_used_at = $3, updated_at = $3
       where firm_id = $1::uuid and id = $2::uuid and (last_used_at is null or last_used_at <= $4)`,
      [firmId, keyId, new Date(now), new Date(now - USE_MS)],
    ),
  );
}
