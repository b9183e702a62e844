import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { endingCredential } from "./expiring-credential.js";

/** Tells that a credential is about to end, once for each end. The letter follows from that event. */
export const warnOfCredential = job({
  name: "warnOfCredential",
  told: { credential: uuid },
  causedBy: [
    on(["credential.created", "credential.updated", "credential.archived", "credential.restored"], warnWhenDue),
  ],

  async run(services, { firmId, credential: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const credential = await endingCredential(transaction, id, now, { lock: true });
      if (!credential || credential.isExpired || credential.warnAt.getTime() > now) return;
      const { personId: person, validUntil, warnedFor } = credential;
      if (warnedFor === validUntil) return;
      const text = "update credential set warned_for = $3::date where firm_id = $1::uuid and id = $2::uuid";
      await transaction.query(text, [firmId, id, validUntil]);
      transaction.tell({ type: "credential.expiring", ids: { person, credential: id } });
    });
  },
});

/** Makes the warning wait for its day. It is cancelled if the credential was renewed, archived or has no end any more. */
async function warnWhenDue(transaction: Transaction, { ids }: Naming<"credential">, now: number): Promise<void> {
  const credential = await endingCredential(transaction, ids.credential, now);
  if (!credential || credential.isExpired || credential.warnedFor === credential.validUntil)
    return dequeue(transaction, warnOfCredential, ids.credential);
  const { id, warnAt: runAt } = credential;
  enqueue(transaction, warnOfCredential, { credential: id }, { runAt, key: id });
}
