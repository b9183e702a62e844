import { command, newId, type Transaction } from "@coachwork/platform";
import {
  CancellationPolicy,
  Engagement,
  MANAGERS,
  SetCancellationPolicyCodes,
  type SetCancellationPolicyInput,
} from "@coachwork/schema";

const LONGEST_NOTICE = 20_160;

/** Sets until when sessions can be called off or moved, by whom, and what it costs: for one engagement or for the firm. */
export const setCancellationPolicy = command({
  codes: SetCancellationPolicyCodes,
  roles: MANAGERS,

  async run(context, { engagementId: id, idempotencyKey: _, ...terms }: SetCancellationPolicyInput) {
    const { transaction } = context;
    const { noticeMinutes } = terms;
    if (!Number.isInteger(noticeMinutes) || noticeMinutes < 0 || noticeMinutes > LONGEST_NOTICE)
      context.refuse("INVALID", "noticeMinutes", `noticeMinutes is ${noticeMinutes}; it must be 0 to 20160 (14 days).`);
    const engagementId = id == null ? null : (await context.fetch(Engagement, id, "engagementId", { lock: true })).id;

    const created = newId();
    const isFirst = await transaction.insertUnlessTaken(CancellationPolicy, { id: created, engagementId, ...terms });
    const policy = isFirst ? created : await idOfPolicy(transaction, engagementId);
    if (!isFirst) await transaction.update(CancellationPolicy, { id: policy }, terms);
    transaction.tell({ type: "cancellation_policy.set", ids: { cancellationPolicy: policy } });
    return { cancellationPolicy: policy };
  },
});

async function idOfPolicy(transaction: Transaction, engagementId: string | null): Promise<string> {
  const [row] = await transaction.query<{ id: string }>(
    "select id from cancellation_policy where firm_id = $1::uuid and engagement_id is not distinct from $2::uuid",
    [transaction.scope.firmId, engagementId],
  );
  return row!.id;
}
