import { executeWithoutActor, recordStep, type Transaction } from "@coachwork/platform";
import { EngagementPause } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { beginningOf, lockPause } from "./locked-pause.js";

/**
 * Pauses an engagement when the first day of its planned pause begins in the firm's time zone. Its sessions were cancelled when the
 * pause was planned, if that was asked for.
 */
export const beginPause = job({
  name: "beginPause",
  told: { pause: uuid },
  causedBy: [on(["engagement_pause.planned", "engagement_pause.updated", "engagement_pause.cancelled"], beginWhenDue)],

  async run(services, { firmId, pause: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const found = await lockPause(transaction, id);
      if (found?.engagement.status !== "ACTIVE") return;
      const { pause, engagement } = found;
      if ((await beginningOf(transaction, pause.startsOn)) > now) return waitFor(transaction, pause);
      await recordStep(transaction, engagement, {
        ...{ move: "paused", reason: pause.reason, changedById: pause.decidedById, now },
        ids: { engagementPause: id },
      });
    });
  },
});

/** Makes the pause wait for its first day. What was cancelled or is over waits for nothing. */
async function beginWhenDue(transaction: Transaction, { ids }: Naming<"engagementPause">): Promise<void> {
  const id = ids.engagementPause;
  const pause = await transaction.findOne(EngagementPause, { id });
  if (pause?.overSince !== null) return dequeue(transaction, beginPause, id);
  await waitFor(transaction, pause);
}

async function waitFor(transaction: Transaction, { id, startsOn }: EngagementPause): Promise<void> {
  const runAt = new Date(await beginningOf(transaction, startsOn));
  enqueue(transaction, beginPause, { pause: id }, { runAt, key: id });
}
