import { executeWithoutActor, recordStep, startOfDay, type Transaction } from "@coachwork/platform";
import { EngagementPause, Firm } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { lockEngagement } from "./lock-session.js";

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
      const planned = await transaction.findOne(EngagementPause, { id });
      if (!planned) return;
      const engagement = await lockEngagement(transaction, planned.engagementId);
      const pause = await lockedPause(transaction, id);
      const isPlanned = pause?.overSince === null && engagement?.status === "ACTIVE";
      if (!isPlanned) return;
      if ((await firstInstant(transaction, pause)) > now) return waitFor(transaction, pause);
      await recordStep(transaction, engagement, {
        ...{ move: "paused", reason: pause.reason, changedById: pause.decidedById!, now },
        ids: { engagementPause: id },
      });
    });
  },
});

/** Makes the pause wait for its first day. What was cancelled or has begun waits for nothing. */
async function beginWhenDue(transaction: Transaction, { ids }: Naming<"engagementPause">): Promise<void> {
  const id = ids.engagementPause;
  const pause = await transaction.findOne(EngagementPause, { id });
  if (pause?.overSince !== null) return dequeue(transaction, beginPause, id);
  await waitFor(transaction, pause);
}

async function waitFor(transaction: Transaction, pause: EngagementPause): Promise<void> {
  const runAt = new Date(await firstInstant(transaction, pause));
  enqueue(transaction, beginPause, { pause: pause.id }, { runAt, key: pause.id });
}

/** Locked after its engagement, so that its first day does not change any more. */
async function lockedPause(transaction: Transaction, id: string): Promise<EngagementPause | null> {
  await transaction.query("select from engagement_pause where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    id,
  ]);
  return transaction.findOne(EngagementPause, { id });
}

/** When the pause begins, in epoch milliseconds. */
async function firstInstant(transaction: Transaction, { startsOn }: EngagementPause): Promise<number> {
  const { timeZone } = (await transaction.findOne(Firm, {}))!;
  return startOfDay(timeZone, startsOn);
}
