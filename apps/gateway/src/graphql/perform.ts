import { type Actor, type Command, execute, type Outcome } from "@coachwork/platform";
import type { Payload } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { type Context, signedIn } from "./context.js";
import { asAnswer } from "./resolve.js";

type PayloadClass<P extends Payload> = new () => P;

/** Does a command of the gateway's own and makes its payload. */
export async function perform<P extends Payload, Input extends { idempotencyKey?: string | null }>(
  context: Context,
  payload: PayloadClass<P>,
  command: Command<Input>,
  input: Input,
): Promise<P> {
  return answer(payload, await execute(context.services, command, writer(context), input));
}

/** A payload out of what became of a command. The ids in it are read, as their viewer, by the default field resolver. */
export function answer<P extends Payload>(payload: PayloadClass<P>, { result, refusals }: Outcome): P {
  return Object.assign(new payload(), asAnswer(result), { userErrors: asAnswer(refusals) });
}

/** Whoever asks, if they may change anything: API keys read. */
export function writer(context: Context): Actor {
  const actor = signedIn(context);
  if (actor.personId !== null) return actor;
  throw new GraphQLError("API keys can read but not change anything: no scope of theirs allows a mutation.", {
    extensions: { code: "INSUFFICIENT_SCOPE" },
  });
}
