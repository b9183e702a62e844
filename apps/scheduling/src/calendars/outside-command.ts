import {
  type Actor,
  command,
  type CommandContext,
  type CommandServices,
  execute,
  type Outcome,
  Refused,
  type Result,
} from "@coachwork/platform";
import type { CodeOf, RefusalCodes, Role } from "@coachwork/schema";

/** A command that needs what lies outside the database, for which no transaction may wait. */
export interface OutsideCommand<Input, Codes extends RefusalCodes<string>, Wanted, Found> {
  readonly codes: Codes;
  readonly roles: readonly Role[];
  /** Judges whether this may be done at all, and says what is wanted from outside. Done before and after; changes nothing. */
  judge(context: CommandContext<CodeOf<Codes>>, input: Input): Promise<Wanted>;
  /** Gets it, without a transaction. What is not found is a value: to refuse is for `run`. */
  find(wanted: Wanted): Promise<Found>;
  /** Does the rest, in one transaction with the answer that is kept for the idempotency key. */
  run(context: CommandContext<CodeOf<Codes>>, input: Input, wanted: Wanted, found: Found): Promise<Result>;
}

/** Does such a command: nothing is looked for on behalf of somebody who may not, and nothing is done on what held before. */
export async function executeOutside<
  Input extends { idempotencyKey?: string | null },
  Codes extends RefusalCodes<string>,
  Wanted,
  Found,
>(
  services: CommandServices,
  { codes, roles, judge, find, run }: OutsideCommand<Input, Codes, Wanted, Found>,
  actor: Actor,
  input: Input,
): Promise<Outcome> {
  let wanted: { readonly value: Wanted } | undefined;
  const judged = command({
    codes,
    roles,
    async run(context: CommandContext<CodeOf<Codes>>, asked: Input) {
      wanted = { value: await judge(context, asked) };
      return {};
    },
  });
  // Without the key: what is answered under it is the answer to the whole.
  const { refusals } = await execute(services, judged, actor, { ...input, idempotencyKey: null });
  const found = wanted && { value: await find(wanted.value) };
  const whole = command({
    codes,
    roles,
    async run(context: CommandContext<CodeOf<Codes>>, asked: Input) {
      const stillWanted = await judge(context, asked);
      if (!found) throw new Refused(refusals);
      return run(context, asked, stillWanted, found.value);
    },
  });
  return execute(services, whole, actor, input);
}
