import { type ContextOf, implement, newId, Overtaken, type Transaction } from "@coachwork/platform";
import {
  CancellationPolicy,
  Engagement,
  type InputOf,
  type PolicyTerms,
  Program,
  SetCancellationPolicy,
  usualPolicy,
} from "@coachwork/schema";

/**
 * Sets until when sessions can be cancelled or moved, by whom, and at what cost, for one engagement, for those that are created in
 * a program, or for the firm. What is not said stays as it was.
 */
export const setCancellationPolicy = implement(
  SetCancellationPolicy,
  async (context, { engagementId, programId, version, idempotencyKey: _, ...terms }) => {
    const { transaction, now } = context;
    const of = await subjectOf(context, { engagementId, programId });
    const created = newId();
    const setAt = of.programId === null ? null : new Date(now);
    const isFirst = await transaction.insertUnlessTaken(CancellationPolicy, {
      ...{ id: created, ...of, ...usualPolicy, ...terms, setAt },
    });
    const before = isFirst ? undefined : await lockedPolicy(transaction, of);
    context.refuseStale(before, version);
    const policy = before && setAt === null ? before.id : created;
    if (before && setAt !== null) {
      // Engagements keep the one that the program had when they were created.
      await transaction.update(CancellationPolicy, { id: before.id }, { removedAt: setAt });
      const next = before.version + 1;
      const { id: __, version: ___, ...standing } = before;
      await transaction.insert(CancellationPolicy, { id: created, ...of, ...standing, ...terms, setAt, version: next });
    } else if (before && Object.keys(terms).length > 0) {
      await transaction.update(CancellationPolicy, { id: policy }, terms);
    }
    transaction.tell({ type: "cancellation_policy.set", ids: { cancellationPolicy: policy } });
    return { cancellationPolicy: policy };
  },
);

/** Whose policy it is. */
type Subject = Pick<CancellationPolicy, "engagementId" | "programId">;

async function subjectOf(
  context: ContextOf<typeof SetCancellationPolicy>,
  { engagementId, programId }: Pick<InputOf<typeof SetCancellationPolicy>, "engagementId" | "programId">,
): Promise<Subject> {
  if (engagementId != null && programId != null)
    context.refuse("INVALID", "programId", "A policy is an engagement's or a program's. Give one of the two.");
  const engagement =
    engagementId == null ? null : await context.fetch(Engagement, engagementId, "engagementId", { lock: true });
  const program = programId == null ? null : await context.fetch(Program, programId, "programId");
  return { engagementId: engagement?.id ?? null, programId: program?.id ?? null };
}

type Standing = Pick<CancellationPolicy, "id" | "version"> & PolicyTerms;

async function lockedPolicy(transaction: Transaction, { engagementId, programId }: Subject): Promise<Standing> {
  const [row] = await transaction.query<Standing>(
    `select id, version, notice_minutes as "noticeMinutes", late_cancellation_forfeits as "lateCancellationForfeits",
       no_show_forfeits as "noShowForfeits", clients_cancel as "clientsCancel", clients_reschedule as "clientsReschedule",
       grace_minutes as "graceMinutes"
     from cancellation_policy where firm_id = $1::uuid and engagement_id is not distinct from $2::uuid
       and program_id is not distinct from $3::uuid and removed_at is null for no key update`,
    [transaction.scope.firmId, engagementId, programId],
  );
  if (!row) throw new Overtaken("The policy was removed at the same time.");
  return row;
}
