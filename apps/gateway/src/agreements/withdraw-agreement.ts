import { implement } from "@coachwork/platform";
import { Agreement, WithdrawAgreement } from "@coachwork/schema";
import { agreementToChange, refuseMove } from "./agreement-to-change.js";

/** Withdraws an agreement before it is completed. */
export const withdrawAgreement = implement(WithdrawAgreement, async (context, { id, reason = null, version }) => {
  const { transaction, actor, now } = context;
  const { agreement } = await agreementToChange(context, id);
  context.refuseStale(agreement, version);
  refuseMove(context, agreement, "withdrawn");
  const { id: agreementId, engagementId: engagement } = agreement;
  const decision = { status: "WITHDRAWN", reason, decidedById: actor.personId, endedAt: new Date(now) } as const;
  await transaction.update(Agreement, { id: agreementId }, decision);
  transaction.tell({ type: "agreement.withdrawn", ids: { engagement, agreement: agreementId } });
  return { agreement: agreementId };
});
