import type { InputOf, Mutation } from "@coachwork/schema";
import type { AnswerOf, ContextOf, Implementation } from "./command.js";
import { execute } from "./execute.js";
import { Refused } from "./refused.js";

/** A command that needs something outside the database, or work that takes long. No transaction may wait for that. */
export interface OutsideCommand<M extends Mutation, Wanted, Found> {
  /**
   * Checks whether this is allowed, and says what is needed from outside. It runs before and after, and changes
   * nothing.
   */
  judge(context: ContextOf<M>, input: InputOf<M>): Promise<Wanted>;
  /** Gets it, outside any transaction. Returns a failure as a value; `run` refuses. */
  find(wanted: Wanted): Promise<Found>;
  /** Does the rest, in one transaction with the result for the idempotency key. */
  run(context: ContextOf<M>, input: InputOf<M>, wanted: Wanted, found: Found): Promise<AnswerOf<M>>;
}

/**
 * Implements such a mutation. Nothing is fetched for somebody who lacks the right, and nothing relies on a check that
 * may be out of date.
 */
export function implementOutside<M extends Mutation, Wanted, Found>(
  mutation: M,
  { judge, find, run }: OutsideCommand<M, Wanted, Found>,
): Implementation<M> {
  return {
    mutation,
    async perform(services, actor, input) {
      let wanted: { readonly value: Wanted } | undefined;
      const judged = async (context: ContextOf<M>, asked: InputOf<M>) => {
        wanted = { value: await judge(context, asked) };
        return {} as AnswerOf<M>;
      };
      // Without the key, whose stored result belongs to the whole.
      const keyless = { ...(input as object), idempotencyKey: null };
      const { refusals } = await execute(services, { mutation, run: judged }, actor, keyless);
      const found = wanted && { value: await find(wanted.value) };
      const whole = async (context: ContextOf<M>, asked: InputOf<M>) => {
        const stillWanted = await judge(context, asked);
        if (!found) throw new Refused(refusals);
        return run(context, asked, stillWanted, found.value);
      };
      return execute(services, { mutation, run: whole }, actor, input);
    },
  };
}
