import { type CommandContext, judged } from "@coachwork/platform";
import { CreatePool, UpdatePool } from "@coachwork/schema";

/** A pool that is over from the start would refuse everybody later, who did not set its day. */
export const createPool = judged(CreatePool, (context, { validUntil }) => refuseOver(context, validUntil));

export const updatePool = judged(UpdatePool, (context, pool, { validUntil }) => {
  if (validUntil !== pool.validUntil) refuseOver(context, validUntil);
});

function refuseOver(context: CommandContext<"DAY_OVER">, validUntil: string | null | undefined): void {
  const { today } = context.actor;
  if (validUntil == null || validUntil >= today) return;
  const message = `The last day is ${validUntil}, which is over. Give ${today} or later, or archive the pool to end it.`;
  context.refuse("DAY_OVER", "validUntil", message);
}
