import { implement, newId, Overtaken, type Transaction } from "@coachwork/platform";
import { CancellationPolicy, Engagement, SetCancellationPolicy, usualPolicy } from "@coachwork/schema";

/**
 * Sets until when sessions can be cancelled or moved, by whom, and at what cost, for one engagement or for the firm. What is
 * not said stays as it was.
 */
export const setCancellationPolicy = implement(
  SetCancellationPolicy,
  async (context, { engagementId: id, version, idempotencyKey: _, ...terms }) => {
    const { transaction } = context;
    const engagementId = id == null ? null : (await context.fetch(Engagement, id, "engagementId", { lock: true })).id;

    const created = newId();
    const first = { id: created, engagementId, ...usualPolicy, ...terms };
    const isFirst = await transaction.insertUnlessTaken(CancellationPolicy, first);
    const before = isFirst ? undefined : await lockedPolicy(transaction, engagementId);
    context.refuseStale(before, version);
    const policy = before?.id ?? created;
    if (!isFirst && Object.keys(terms).length > 0) await transaction.update(CancellationPolicy, { id: policy }, terms);
    transaction.tell({ type: "cancellation_policy.set", ids: { cancellationPolicy: policy } });
    return { cancellationPolicy: policy };
  },
);

async function lockedPolicy(
  transaction: Transaction,
  engagementId: string | null,
): Promise<Pick<CancellationPolicy, "id" | "version">> {
  const [row] = await transaction.query<Pick<CancellationPolicy, "id" | "version">>(
    `select id, version from cancellation_policy
     where firm_id = $1::uuid and engagement_id is not distinct from $2::uuid and removed_at is null for no key update`,
    [transaction.scope.firmId, engagementId],
  );
  if (!row) throw new Overtaken("The policy was removed at the same time.");
  return row;
}
