import { isNotUnique, Overtaken, type Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";

/**
 * Rows per statement. Writing it, and the words by which its rows are found, takes some milliseconds, in which the process
 * does nothing else.
 */
const SIZE = 50;

/** Splits something into parts, one per statement. */
export function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / SIZE) }, (_, index) =>
    all.slice(index * SIZE, (index + 1) * SIZE),
  );
}

/** Inserts rows in few statements. If a row's place is taken, somebody else was faster. */
export async function insertMany<T extends object>(
  transaction: Transaction,
  entity: Entity<T>,
  rows: readonly { [K in keyof T]?: unknown }[],
): Promise<void> {
  for (const batch of batchesOf(rows)) await orOvertaken(transaction.insert(entity, batch));
}

/**
 * Waits for a statement. Its rows were free when they were checked, so a unique violation means that somebody else was
 * faster.
 */
export async function orOvertaken<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (!isNotUnique(error)) throw error;
    throw new Overtaken("Somebody else wrote the same at the same time.", { cause: error });
  }
}
