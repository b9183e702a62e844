import type { Transaction } from "@coachwork/platform";
import { Session } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { instant, job, uuid } from "../jobs/job.js";
import { expire } from "./expire-holds.js";

/** Releases what was held and never confirmed. */
export const expireHold = job({
  name: "expireHold",
  told: { session: uuid, dueAt: instant },
  causedBy: [on(["session.held", "session.confirmed", "session.expired"], expireWhenDue)],

  async run(services, { firmId, session, dueAt }): Promise<void> {
    await expire(services, firmId, session, Date.parse(dueAt));
  },
});

/** Makes a hold expire at its time, unless it was confirmed or released. */
async function expireWhenDue(transaction: Transaction, { ids }: Naming<"session">): Promise<void> {
  const session = await transaction.findOne(Session, { id: ids.session });
  if (session?.status !== "HELD" || !session.heldUntil) return dequeue(transaction, expireHold, ids.session);
  const { id, heldUntil } = session;
  const payload = { session: id, dueAt: heldUntil.toISOString() };
  enqueue(transaction, expireHold, payload, { runAt: heldUntil, key: id });
}
