import type { Transaction } from "../database/transaction.js";
import { announce, type Done, NOTHING_DONE } from "./announce.js";
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
  let done: Done = NOTHING_DONE;
  const result = await database.transaction({ firmId, personId: null }, async (transaction) => {
    const now = clock.now();
    transaction.stamp(null, now);
    const answer = await work(transaction, now);
    done = transaction;
    return answer;
  });
  announce(bus, firmId, done);
  return result;
}
