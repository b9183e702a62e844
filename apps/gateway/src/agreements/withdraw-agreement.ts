import { endAgreement, implement } from "@coachwork/platform";
import { WithdrawAgreement } from "@coachwork/schema";
import { agreementToChange, refuseMove } from "./agreement-to-change.js";

/** Withdraws an agreement before it is completed. */
export const withdrawAgreement = implement(WithdrawAgreement, async (context, { id, reason = null, version }) => {
  const { transaction, actor, now } = context;
  const { agreement } = await agreementToChange(context, id);
  context.refuseStale(agreement, version);
  refuseMove(context, agreement, "withdrawn");
  await endAgreement(transaction, agreement, "withdrawn", now, { reason, decidedById: actor.personId });
  return { agreement: agreement.id };
});
