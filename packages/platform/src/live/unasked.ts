import type { NewEvent } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { announce } from "./announce.js";
import type { CommandServices } from "./services.js";

/**
 * Does what nobody asked for, as the time has come: one transaction of a firm, with its events, which name no actor, and a
 * wake-up once it is committed. `now` is in epoch milliseconds. There is no viewer to judge by: the work finds its rows
 * itself and answers to nobody.
 */
export async function executeUnasked<T>(
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
