import type { NewEvent } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { announce } from "./announce.js";
import type { CommandServices } from "./services.js";

/**
 * Does scheduled work that nobody requested: one transaction of a firm with its events, and a wake-up after the commit.
 * The events have no actor. `now` is in epoch milliseconds. Without a viewer there is no visibility check: the work
 * finds its own rows and answers to nobody.
 */
export async function executeWithoutActor<T>(
  { database, bus, clock }: CommandServices,
  firmId: string,
  work: (transaction: Transaction, now: number) => Promise<T>,
): Promise<T> {
  let told: readonly NewEvent[] = [];
  const result = await database.transaction({ firmId, personId: null }, async (transaction) => {
    const now = clock.now();
    transaction.stamp(null, now);
    const done = await work(transaction, now);
    told = transaction.events;
    return done;
  });
  announce(bus, firmId, told);
  return result;
}
