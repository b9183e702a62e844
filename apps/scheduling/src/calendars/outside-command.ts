import { type AnswerOf, type ContextOf, execute, type Implementation, Refused } from "@coachwork/platform";
import type { InputOf, Mutation } from "@coachwork/schema";

/** A command that needs what lies outside the database, for which no transaction may wait. */
export interface OutsideCommand<M extends Mutation, Wanted, Found> {
  /** Judges whether this may be done at all, and says what is wanted from outside. Done before and after; changes nothing. */
  judge(context: ContextOf<M>, input: InputOf<M>): Promise<Wanted>;
  /** Gets it, without a transaction. What is not found is a value: to refuse is for `run`. */
  find(wanted: Wanted): Promise<Found>;
  /** Does the rest, in one transaction with the answer that is kept for the idempotency key. */
  run(context: ContextOf<M>, input: InputOf<M>, wanted: Wanted, found: Found): Promise<AnswerOf<M>>;
}

/**
 * Says how such a mutation is done: nothing is looked for on behalf of somebody who may not, and nothing is done on what held
 * before.
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
      // Without the key: what is answered under it is the answer to the whole.
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
