import { Overtaken, type Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";

/** Rows per statement. Writing it takes some milliseconds, in which the process does nothing else. */
const SIZE = 1_000;

/** Splits something into parts, one per statement. */
export function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / SIZE) }, (_, index) =>
    all.slice(index * SIZE, (index + 1) * SIZE),
  );
}

/**
 * Writes rows in few statements. Their places were free when they were checked, so a unique violation means that
 * somebody else was faster.
 */
export async function insertInBatches<T extends object>(
  transaction: Transaction,
  entity: Entity<T>,
  rows: readonly { [K in keyof T]?: unknown }[],
  options?: { readonly replacing: boolean },
): Promise<void> {
  try {
    for (const batch of batchesOf(rows)) await transaction.insertMany(entity, batch, options);
  } catch (error) {
    if ((error as { code?: string }).code !== "23505") throw error;
    throw new Overtaken("Somebody else wrote the same at the same time.", { cause: error });
  }
}
