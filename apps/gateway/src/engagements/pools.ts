import { type CommandContext, implement, type Transaction } from "@coachwork/platform";
import { Cohort, type Engagement, Pool, Program, SetCohortPool } from "@coachwork/schema";

/** What pools have left. A later slice knows it, which `commands.ts` hands over. */
export interface PoolSums {
  /** What can still be taken from a pool: sessions, or minutes if it is in hours. */
  left(transaction: Transaction, poolId: string): Promise<number>;
  /** What an engagement that has ended gave back to its pool, in the same unit. */
  returned(transaction: Transaction, engagementId: string): Promise<number>;
}

type Context = CommandContext<"POOL_EXHAUSTED" | "POOL_EXPIRED">;

interface Taking {
  readonly poolId: string;
  /** Sessions, or minutes if the pool is in hours. */
  amount(transaction: Transaction): Promise<number> | number;
  /** The input field that a refusal names. */
  readonly field: string;
}

/** Refuses if a pool has less left or cannot be used any more. It is locked, so that its last units are taken once. */
async function takeFromPool(context: Context, { left }: PoolSums, { poolId, amount, field }: Taking): Promise<void> {
  const { transaction, actor } = context;
  const pool = (await transaction.visible(actor, Pool, poolId, { lock: true }))!;
  const wanted = await amount(transaction);
  if (pool.archivedAt !== null)
    context.refuse("POOL_EXPIRED", field, `The pool ${pool.name} is archived. Restore it, or set another one.`);
  if (pool.validUntil !== null && pool.validUntil < actor.today) {
    const message = `The pool ${pool.name} was valid until ${pool.validUntil}. Give it a later day, or set another one.`;
    context.refuse("POOL_EXPIRED", field, message);
  }
  const rest = await left(transaction, poolId);
  if (wanted <= rest) return;
  const unit = pool.unit === "HOURS" ? "minutes" : "sessions";
  const message = `The pool ${pool.name} has ${rest} ${unit} left, and this takes ${wanted}. Give less, or set another pool with setCohortPool.`;
  context.refuse("POOL_EXHAUSTED", field, message);
}

type Draft = Pick<Engagement, "allocationUnit" | "allocationAmount">;

/** Takes a new engagement's allocation from the pool of its cohort; gives the pool's id. Without either, it takes nothing. */
export async function takeForDraft(
  context: CommandContext<"POOL_EXHAUSTED" | "POOL_EXPIRED" | "POOL_UNIT">,
  sums: PoolSums,
  cohort: Cohort | null,
  { allocationUnit, allocationAmount }: Draft,
): Promise<string | null> {
  const poolId = cohort?.poolId ?? null;
  if (poolId === null || allocationAmount === null) return null;
  const { name, unit } = (await context.transaction.findOne(Pool, { id: poolId }))!;
  if (unit !== allocationUnit) {
    const message = `The pool ${name} is in ${unit}. Give an allocation in ${unit}, or set another pool with setCohortPool.`;
    context.refuse("POOL_UNIT", "allocationUnit", message);
  }
  const amount = () => allocationAmount * (unit === "HOURS" ? 60 : 1);
  await takeFromPool(context, sums, { poolId, amount, field: "allocationAmount" });
  return poolId;
}

/** Takes again what an engagement gave back when it ended. The engagement is locked. */
export async function takeAgain(
  context: Context,
  sums: PoolSums,
  { id, poolId }: Pick<Engagement, "id" | "poolId">,
): Promise<void> {
  if (poolId === null) return;
  const amount = (transaction: Transaction) => sums.returned(transaction, id);
  await takeFromPool(context, sums, { poolId, amount, field: "id" });
}

/** Sets the pool of a cohort's engagements to come. */
export const setCohortPool = implement(SetCohortPool, async (context, { id, poolId }) => {
  const { transaction } = context;
  const cohort = await context.fetch(Cohort, id, "id", { lock: true });
  const pool = poolId == null ? null : await context.fetch(Pool, poolId, "poolId");
  if (pool && pool.organizationId !== cohort.organizationId) {
    const message = `The pool ${pool.name} was not bought by the cohort's organization. Set one that was.`;
    context.refuse("OTHER_ORGANIZATION", "poolId", message);
  }
  const program = (await transaction.findOne(Program, { id: cohort.programId }))!;
  if (pool && pool.unit !== program.allocationUnit) {
    const unit = program.allocationUnit ?? "no unit, since they have no allocation";
    const message = `The pool ${pool.name} is in ${pool.unit}, but engagements of the program ${program.name} are in ${unit}.`;
    context.refuse("POOL_UNIT", "poolId", message);
  }
  await transaction.update(Cohort, { id: cohort.id }, { poolId: pool?.id ?? null });
  transaction.tell({ type: "cohort.pool_set", ids: { cohort: cohort.id } });
  return { cohort: cohort.id };
});
