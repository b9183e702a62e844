import { createHash } from "node:crypto";
import { IdempotencyKey, type Outcome } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { isLockTimeout } from "../database/shares.js";

export interface Claim {
  readonly mutation: string;
  readonly actorId: string;
  readonly input: { readonly idempotencyKey?: string | null };
  readonly now: number;
}

/** A request with the same idempotency key is still running, so its outcome is unknown. */
export class UnderWay extends Error {
  constructor(readonly key: string) {
    super(`The request with the idempotency key ${key} is still running.`);
  }
}

/** How long a key is stored. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Claims an idempotency key for this transaction. A concurrent use of the same key waits for the other transaction.
 * Returns the earlier answer if the key was used before.
 *
 * @throws UnderWay if that takes too long
 */
export async function claimKey(transaction: Transaction, claim: Claim): Promise<Outcome | undefined> {
  const key = claim.input.idempotencyKey;
  if (key == null) return undefined;
  const { actorId, mutation, now } = claim;
  const inputHash = hashOf(claim);
  const row = { actorId, key, mutation, inputHash, outcome: null, createdAt: new Date(now) };
  const [, isFirst] = await Promise.all([
    transaction.query(
      "delete from idempotency_key where firm_id = $1::uuid and actor_id = $2::uuid and created_at < $3::timestamptz",
      [transaction.scope.firmId, actorId, new Date(now - LIFETIME_MS)],
    ),
    transaction.insertUnlessTaken(IdempotencyKey, row).catch((error: unknown) => {
      throw isLockTimeout(error) ? new UnderWay(key) : error;
    }),
  ]);
  if (isFirst) return undefined;
  const earlier = await transaction.findOne(IdempotencyKey, { actorId, key });
  if (earlier?.inputHash !== inputHash || earlier.mutation !== mutation) return reused(key);
  return earlier.outcome as Outcome;
}

/** Stores the answer for retries, at the end of the transaction. */
export function keepOutcome(transaction: Transaction, { actorId, input }: Claim, outcome: Outcome): void {
  const { idempotencyKey } = input;
  if (idempotencyKey == null) return;
  transaction.beforeCommit(() =>
    transaction.query(
      `update idempotency_key set outcome = $4::jsonb
       where firm_id = $1::uuid and actor_id = $2::uuid and key = $3::text`,
      [transaction.scope.firmId, actorId, idempotencyKey, storable(outcome)],
    ),
  );
}

/** PostgreSQL's jsonb accepts neither U+0000 nor half of a surrogate pair, and a refusal may quote a client's text. */
function storable(outcome: Outcome): string {
  return JSON.stringify(outcome, (_, part: unknown) =>
    typeof part === "string" ? part.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "\uFFFD") : part,
  );
}

function reused(key: string): Outcome {
  const message = `The idempotency key ${key} was used before with a different input. Give each new request its own key.`;
  return { result: null, refusals: [{ code: "IDEMPOTENCY_KEY_REUSED", field: ["input", "idempotencyKey"], message }] };
}

function hashOf({ input }: Claim): string {
  return createHash("sha256").update(canonical(input)).digest("hex");
}

/**
 * JSON with sorted keys and without undefined values, so that equal inputs have equal texts. Null stays, because it may
 * clear a field.
 */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    const entries = Object.entries(part).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
