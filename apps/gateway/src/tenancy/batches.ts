import { setTimeout as rest } from "node:timers/promises";
import { isNotUnique, Overtaken, type Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";

/**
 * Rows per statement. Writing it, and the words by which its rows are found, takes some milliseconds, in which the process
 * does nothing else.
 */
const SIZE = 20;

/**
 * Splits something into parts, one per statement. After each it rests for as long as its statement took, so others always
 * get half of the process and of the database.
 */
export async function* batchesOf<T>(all: readonly T[]): AsyncGenerator<readonly T[], void, undefined> {
  for (let start = 0; start < all.length; start += SIZE) {
    const began = performance.now();
    yield all.slice(start, start + SIZE);
    if (start + SIZE < all.length) await rest(performance.now() - began);
  }
}

/** Inserts rows in few statements. If a row's place is taken, somebody else was faster. */
export async function insertMany<T extends object>(
  transaction: Transaction,
  entity: Entity<T>,
  rows: readonly { [K in keyof T]?: unknown }[],
): Promise<void> {
  for await (const batch of batchesOf(rows)) await orOvertaken(transaction.insert(entity, batch));
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
