import type { NewEvent, Refusal } from "@coachwork/schema";
import type { Actor } from "../actor.js";
import { announce } from "../live/announce.js";
import type { CommandServices } from "../live/services.js";
import { type Command, CommandContext } from "./command.js";
import { claimKey, keepOutcome, UnderWay } from "./idempotency.js";
import { isLockTimeout } from "../database/shares.js";
import { Refused } from "./refused.js";
import type { Outcome } from "./result.js";

/** How often a command is tried again when the database chose it to lose a deadlock or a serialisation conflict. */
const ATTEMPTS = 5;

/**
 * Does a command: one transaction with its rows, its idempotency result and its events, and a wake-up once that is
 * committed. Expected refusals are values; only bugs and outages throw.
 */
export async function execute<Input extends { idempotencyKey?: string | null }>(
  services: CommandServices,
  command: Command<Input>,
  actor: Actor,
  input: Input,
): Promise<Outcome> {
  const refusal = gate(command, actor, input);
  if (refusal) return { result: null, refusals: [refusal] };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(services, command, actor, input);
    } catch (error) {
      if (error instanceof UnderWay) return busy(`${error.message} Send it again in a few seconds, with the same key.`);
      if (isLockTimeout(error)) return busy(OTHERS_CHANGE);
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
    }
  }
}

async function attemptOnce<Input extends { idempotencyKey?: string | null }>(
  { database, bus, clock }: CommandServices,
  command: Command<Input>,
  actor: Actor,
  input: Input,
): Promise<Outcome> {
  const claim = { mutation: command.codes.mutation, actorId: actor.actorId, input, now: clock.now() };
  let told: readonly NewEvent[] = [];
  let outcome: Outcome;
  try {
    outcome = await database.transaction(actor, async (transaction) => {
      const earlier = await claimKey(transaction, claim);
      if (earlier) return earlier;
      const context = new CommandContext<never>(transaction, actor, clock.now());
      transaction.stamp(actor.actorId, context.now);
      const result = await command.run(context, input);
      keepOutcome(transaction, claim, { result, refusals: [] });
      told = transaction.events;
      return { result: { ...result, ...context.shown }, refusals: [] };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The refused work is rolled back; its answer is kept for whoever asks again with the same key.
    const refused = { result: error.result, refusals: error.refusals };
    if (input.idempotencyKey == null) return refused;
    return database.transaction(actor, async (transaction) => {
      const earlier = await claimKey(transaction, claim);
      if (earlier) return earlier;
      keepOutcome(transaction, claim, refused);
      return refused;
    });
  }
  announce(bus, actor.firmId, told);
  return outcome;
}

function gate<Input extends { idempotencyKey?: string | null }>(
  { codes, roles }: Command<Input>,
  actor: Actor,
  { idempotencyKey }: Input,
): Refusal | undefined {
  if (!roles.some((role) => actor.grants.includes(role))) {
    const message = `${codes.mutation} is for ${roles.join(", ")}.`;
    return { code: "FORBIDDEN", field: null, message };
  }
  if (idempotencyKey == null) return undefined;
  const field = ["input", "idempotencyKey"];
  if (idempotencyKey.length < 1 || idempotencyKey.length > 255) {
    const message = `The idempotency key has ${idempotencyKey.length} characters; give 1 to 255.`;
    return { code: "INVALID", field, message };
  }
  if (idempotencyKey.includes("\0")) {
    return { code: "INVALID", field, message: "The idempotency key contains U+0000, which cannot be stored." };
  }
  return undefined;
}

const OTHERS_CHANGE =
  "Somebody else is changing the same just now, and nothing was changed. Send it again in a few seconds.";

/** Not kept under an idempotency key: the same may be done yet. */
function busy(message: string): Outcome {
  return { result: null, refusals: [{ code: "BUSY", field: null, message }] };
}

function isConflict(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === "40001" || code === "40P01";
}
