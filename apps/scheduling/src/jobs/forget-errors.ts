import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { on } from "./cause.js";
import { enqueue } from "./enqueue.js";
import { job } from "./job.js";

/**
 * Forgets why the firm's waiting jobs failed, because a person was erased: a mail server's answer may quote an address. What a job
 * is told are ids.
 */
export const forgetErrors = job({
  name: "forgetErrors",
  told: {},
  causedBy: [on(["person.erased"], forgetErrorsOf)],

  async run(services, { firmId }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction) => {
      await transaction.query(
        "update graphile_worker._private_jobs set last_error = null where last_error is not null and payload->>'firmId' = $1::text",
        [firmId],
      );
    });
  },
});

function forgetErrorsOf(transaction: Transaction): void {
  enqueue(transaction, forgetErrors, {}, { key: "" });
}
