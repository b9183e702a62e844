import { createHash } from "node:crypto";
import { IdempotencyKey } from "@coachwork/schema";
import { LessThan } from "typeorm";
import type { Transaction } from "../database/transaction.js";
import type { Outcome } from "./result.js";

interface Claim {
  readonly mutation: string;
  readonly actorId: string;
  readonly input: { idempotencyKey?: string | null };
  readonly now: number;
}

/** How long a key is kept. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Takes an idempotency key for this transaction. A concurrent use of the same key waits here for the other transaction.
 * Gives the earlier answer where the key was used before.
 */
export async function claimKey(transaction: Transaction, claim: Claim): Promise<Outcome | undefined> {
  const key = claim.input.idempotencyKey;
  if (key == null) return undefined;
  const { actorId, mutation, now } = claim;
  await transaction.delete(IdempotencyKey, { actorId, createdAt: LessThan(new Date(now - LIFETIME_MS)) });
  const inputHash = hashOf(claim);
  const row = { actorId, key, mutation, inputHash, outcome: null, createdAt: new Date(now) };
  if (await transaction.insertUnlessTaken(IdempotencyKey, row)) return undefined;
  const earlier = await transaction.findOne(IdempotencyKey, { actorId, key });
  if (earlier?.inputHash !== inputHash || earlier.mutation !== mutation) return reused(key);
  return earlier.outcome as Outcome;
}

export async function keepOutcome(
  transaction: Transaction,
  { actorId, input }: Claim,
  outcome: Outcome,
): Promise<void> {
  if (input.idempotencyKey == null) return;
  await transaction.update(IdempotencyKey, { actorId, key: input.idempotencyKey }, { outcome: storable(outcome) });
}

/** PostgreSQL's jsonb takes neither U+0000 nor half of a surrogate pair, and a refusal may quote what somebody sent. */
function storable(outcome: Outcome): Outcome {
  const text = JSON.stringify(outcome, (_, part: unknown) =>
    typeof part === "string" ? part.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "\uFFFD") : part,
  );
  return JSON.parse(text) as Outcome;
}

function reused(key: string): Outcome {
  const message = `The idempotency key ${key} was used before with another input; give each new request a key of its own.`;
  return { result: null, refusals: [{ code: "IDEMPOTENCY_KEY_REUSED", field: ["input", "idempotencyKey"], message }] };
}

function hashOf({ input }: Claim): string {
  return createHash("sha256").update(canonical(input)).digest("hex");
}

/** JSON with sorted keys and without those that say nothing, so that equal inputs have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    const entries = Object.entries(part).filter(([, inner]) => inner !== undefined && inner !== null);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
