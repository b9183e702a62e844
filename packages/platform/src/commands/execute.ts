import { type Actor, type Flaw, type Outcome, read, type Refusal } from "@coachwork/schema";
import { announce, type Done, NOTHING_DONE } from "../live/announce.js";
import type { CommandServices } from "../live/services.js";
import { CommandContext } from "./context.js";
import { type Claim, claimKey, keepOutcome, UnderWay } from "./idempotency.js";
import type { AnyMutation, Command } from "./command.js";
import { objectionsToFields, objectionToActor } from "./permit.js";
import { isBroken } from "../database/outage.js";
import { withPresentIds } from "../database/present-ids.js";
import { isLockTimeout } from "../database/shares.js";
import { Refused } from "./refused.js";

/** How often a command is tried if it loses a deadlock or a serialization conflict each time. */
const ATTEMPTS = 5;
/** How often a command is tried if its connection breaks each time. A pool may hold one that broke while it was idle. */
const CONNECTIONS = 2;

/**
 * Performs a command: one transaction with its rows, its idempotency result and its events, and a wake-up after the
 * commit. Expected refusals are values. Only bugs and outages throw.
 *
 * @throws WrongType if the input does not have the types that the mutation declares
 */
export async function execute<M extends AnyMutation>(
  services: CommandServices,
  { mutation, run }: Command<M>,
  actor: Actor,
  input: unknown,
): Promise<Outcome> {
  const objection = objectionToActor(mutation, actor);
  if (objection) return refused([objection]);
  const { value, flaws } = read(mutation.input, input);
  if (flaws) return refused(flaws.map(refusalOf));
  const objections = objectionsToFields(mutation, actor, value);
  if (objections.length > 0) return refused(objections);
  const attempt = {
    mutation,
    actor,
    input: mutation.keepsNoKey ? { ...value, idempotencyKey: null } : value,
    run: run as (context: unknown, input: unknown) => Promise<Outcome["result"]>,
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await attemptOnce(services, attempt);
    } catch (error) {
      if (error instanceof UnderWay) return busy(`${error.message} Send it again in a few seconds, with the same key.`);
      if (isLockTimeout(error)) return busy(OTHERS_CHANGE);
      if (tries >= (isConflict(error) ? ATTEMPTS : isBroken(error) ? CONNECTIONS : 1)) throw error;
    }
  }
}

interface Attempt {
  readonly mutation: AnyMutation;
  readonly actor: Actor;
  readonly input: Claim["input"];
  /** The input as the command gets it, if ids in it mean other people today. The key stands for what was given. */
  readonly present?: unknown;
  readonly run: (context: unknown, input: unknown) => Promise<Outcome["result"]>;
}

async function attemptOnce(services: CommandServices, attempt: Attempt): Promise<Outcome> {
  const { database, bus, clock } = services;
  const { mutation, actor, input, present = input, run } = attempt;
  const claim = { mutation: mutation.title, actorId: actor.actorId, input, now: clock.now() };
  let done: Done = NOTHING_DONE;
  let outcome: Outcome;
  try {
    outcome = await database.transaction(actor, async (transaction) => {
      const earlier = await claimKey(transaction, claim);
      if (earlier) return earlier;
      const context = new CommandContext<never>(transaction, actor, clock.now());
      transaction.stamp(actor.actorId, context.now, actor.clientAddress);
      const result = await run(context, present);
      keepOutcome(transaction, claim, { result, refusals: [] });
      done = transaction;
      return { result: { ...result, ...context.shown }, refusals: [] };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Nothing names a duplicate who was merged, so that its old id is looked up only where a command is refused.
    const meant = await withPresentIds(database, actor, present);
    if (meant !== undefined) return attemptOnce(services, { ...attempt, present: meant });
    // The refused work is rolled back. Its answer is stored for a retry with the same key.
    const refused = { result: error.result, refusals: error.refusals };
    if (input.idempotencyKey == null) return refused;
    return database.transaction(actor, async (transaction) => {
      const earlier = await claimKey(transaction, claim);
      if (earlier) return earlier;
      keepOutcome(transaction, claim, refused);
      return refused;
    });
  }
  announce(bus, actor.firmId, done);
  return outcome;
}

function refusalOf({ code, path, message }: Flaw): Refusal {
  return { code, field: ["input", ...path], message };
}

function refused(refusals: readonly Refusal[]): Outcome {
  return { result: null, refusals };
}

const OTHERS_CHANGE =
  "Somebody else is changing the same data, and nothing was changed. Send the request again in a few seconds.";

/** Not stored under an idempotency key, because a retry may still succeed. */
function busy(message: string): Outcome {
  return refused([{ code: "BUSY", field: null, message }]);
}

function isConflict(error: unknown): boolean {
  const { code } = error as { code?: string };
  // The last: what it refers to was removed meanwhile, such as a duplicate who was merged.
  return code === "40001" || code === "40P01" || code === "23503";
}
