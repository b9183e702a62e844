import { newId, type Outcome } from "@coachwork/platform";
import type { Payload } from "@coachwork/schema";
import type { Context } from "../graphql/context.js";
import { answer, writer } from "../graphql/perform.js";
import type { SchedulingService } from "./scheduling.js";

/** Has the scheduling service do something as the viewer, and makes the payload: what `perform` is for our own commands. */
export async function arrange<P extends Payload>(
  context: Context,
  payload: new () => P,
  call: (service: SchedulingService) => Promise<Outcome>,
): Promise<P> {
  return answer(payload, await context.services.scheduling(writer(context), call));
}

/** Every call between services has an idempotency key, the client's or one of its own. */
export function keyed<Input extends { idempotencyKey?: string | null }>(input: Input): Input {
  return { ...input, idempotencyKey: input.idempotencyKey ?? newId() };
}
