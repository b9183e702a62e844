import type { CommandContext, Transaction } from "@coachwork/platform";
import { type Engagement, isEngagementOver, type Pool, poolLeftSql } from "@coachwork/schema";
import { amountText } from "../core/amounts.js";

type Locked = Pick<Pool, "name" | "unit" | "validUntil" | "archivedAt"> & {
  /** Sessions, or minutes if the pool is in hours. */
  readonly left: number;
};

/** A pool and what it has left. It is locked, so that its last units are taken once. Who locks it has locked the engagement. */
export async function lockedPool(transaction: Transaction, poolId: string): Promise<Locked> {
  const values = [transaction.scope.firmId, poolId];
  await transaction.query("select from pool where firm_id = $1::uuid and id = $2::uuid for no key update", values);
  // Afterwards: a statement sees what was committed before it began.
  const [pool] = await transaction.query<Locked>(
    `select p.name, p.unit, p.valid_until::text as "validUntil", p.archived_at as "archivedAt",
       ${poolLeftSql("p", "$1::uuid")} as left
     from pool p where p.firm_id = $1::uuid and p.id = $2::uuid`,
    values,
  );
  return pool!;
}

/** Refuses to add to an engagement's allocation if its pool has less left or cannot be used any more. */
export async function takeMore(
  context: CommandContext<"POOL_EXHAUSTED" | "POOL_EXPIRED">,
  { poolId, status }: Pick<Engagement, "poolId" | "status">,
  amount: number,
): Promise<void> {
  // What an engagement that has ended is entitled to is not taken from the pool before it is reopened.
  if (poolId === null || isEngagementOver(status)) return;
  const { name, unit, left, validUntil, archivedAt } = await lockedPool(context.transaction, poolId);
  if (archivedAt !== null) context.refuse("POOL_EXPIRED", "amount", `The pool ${name} is archived. Restore it first.`);
  if (validUntil !== null && validUntil < context.actor.today)
    context.refuse(
      "POOL_EXPIRED",
      "amount",
      `The pool ${name} was valid until ${validUntil}. Give it a later day first.`,
    );
  if (amount <= left) return;
  const [more, rest] = [amount, left].map((each) => amountText(each, unit === "HOURS" ? "minute" : "session"));
  context.refuse("POOL_EXHAUSTED", "amount", `This takes ${more}, but the pool ${name} has ${rest} left. Give less.`);
}
