import { type Clock, type Database, dateIn } from "@coachwork/platform";
import { uuidOf } from "@coachwork/reader";
import { type Actor, Firm, grantsOfScopes, rfc3339 } from "@coachwork/schema";
import type { CredentialKind, Resolved } from "../tenancy/viewer.js";
import type { BackgroundWork } from "../tenancy/background-work.js";
import { addressRefused, credentialError, firmNotFound, unknownToken } from "../tenancy/viewer-refusal.js";
import { isAllowed } from "./allowed-addresses.js";
import { isKey, isSecret, parseKey } from "./key-format.js";

interface KeyOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly background: BackgroundWork;
}

/** The precision of a key's last use. */
const USE_MS = 60_000;

/** What makes a key a viewer. */
export interface KeyRights {
  readonly keyId: string;
  readonly scopes: readonly string[];
  /** The firm's time zone. */
  readonly timeZone: string;
}

/** The viewer of a key. */
export function viewerOfKey(firmId: string, { keyId, scopes, timeZone }: KeyRights, now: number): Actor {
  return {
    ...{ firmId, personId: null, actorId: keyId, grants: grantsOfScopes(scopes) },
    ...{ firmTimeZone: timeZone, today: dateIn(timeZone, now) },
  };
}

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
        `select k.secret_hash, k.previous_secret_hash, k.previous_secret_until, k.scopes, k.allowed_addresses,
           k.expires_at, k.revoked_at, k.last_used_at, f.time_zone
         from api_key k join firm f on f.firm_id = $1::uuid where k.firm_id = $1::uuid and k.id = $2::uuid`,
        [firmId, keyId],
      );
      const secretEnds = key && endOfSecret(key as unknown as KeyRow, secret);
      if (!key || secretEnds === undefined || key.revoked_at !== null) throw unknownToken();
      if (secretEnds !== null && secretEnds.getTime() <= now) {
        const message = `The API key has another secret since then: this one ended at ${rfc3339(secretEnds)}.`;
        throw credentialError("UNAUTHENTICATED", message);
      }
      const expiresAt = key.expires_at as Date | null;
      if (expiresAt !== null && expiresAt.getTime() <= now) {
        const message = `The API key expired at ${rfc3339(expiresAt)}. Ask an owner or admin of the firm for a new one.`;
        throw credentialError("UNAUTHENTICATED", message);
      }
      if (firm !== undefined && uuidOf(Firm, firm) !== firmId) throw firmNotFound(firm);
      const { scopes, time_zone: timeZone } = key as { scopes: string[]; time_zone: string };
      return {
        ...viewerOfKey(firmId, { keyId, scopes, timeZone }, now),
        expiresAt: earlier(expiresAt, secretEnds),
        dependsOn: [keyId],
        allowedAddresses: key.allowed_addresses as string[],
        lastUsedAt: key.last_used_at as Date | null,
      };
    },
    admit(resolved, clientAddress) {
      const { firmId, actorId: keyId, allowedAddresses, lastUsedAt } = resolved as ResolvedKey;
      if (!isAllowed(clientAddress, allowedAddresses)) throw addressRefused(clientAddress);
      const now = clock.now();
      if (lastUsedAt !== null && lastUsedAt.getTime() > now - USE_MS) return;
      background.start(`recording the use of API key ${keyId}`, () => recordUse(database, firmId, keyId, now));
    },
  };
}

interface ResolvedKey extends Resolved {
  readonly allowedAddresses: readonly string[];
  readonly lastUsedAt: Date | null;
}

interface KeyRow {
  readonly secret_hash: string;
  readonly previous_secret_hash: string | null;
  readonly previous_secret_until: Date | null;
}

/** When this secret of a key ends: null if never by itself. Undefined if it is none of the key's. Each is compared, whatever the first one says. */
function endOfSecret(key: KeyRow, secret: string): Date | null | undefined {
  const isPresent = isSecret(secret, key.secret_hash);
  const isPrevious = isSecret(secret, key.previous_secret_hash ?? "");
  if (isPresent) return null;
  return isPrevious ? key.previous_secret_until : undefined;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
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
