import {
  dateIn,
  daysAfter,
  executeWithoutActor,
  lockedLoads,
  movedDate,
  recordStep,
  supersedeAgreements,
  type Transaction,
} from "@coachwork/platform";
import { Engagement, EngagementPause, Firm, isMemberFrom } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { type Membership, peopleOf } from "../people/engagement-people.js";
import { beginningOf, lockPause } from "./locked-pause.js";

/**
 * Makes an engagement go on when the last day of its pause is over in the firm's time zone, as resumeEngagement does. Where that would
 * refuse, because nobody coaches or takes part any more or a coach has no place, it stays paused until somebody resumes it.
 */
export const endPause = job({
  name: "endPause",
  told: { pause: uuid },
  causedBy: [on(["engagement.paused", "engagement_pause.updated"], endWhenDue)],

  async run(services, { firmId, pause: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const found = await lockPause(transaction, id);
      if (found?.engagement.status !== "PAUSED") return;
      const { pause, engagement } = found;
      const { endsOn, decidedById } = pause;
      // Nobody is known to have decided about those from before that was kept.
      if (endsOn === null || decidedById === null) return;
      if ((await end(transaction, endsOn)) > now) return waitFor(transaction, id, endsOn);
      const today = dateIn((await transaction.findOne(Firm, {}))!.timeZone, now);
      if (!(await canGoOn(transaction, engagement, today))) return;
      // Not today: the job may come late, and nobody asked for those days.
      const overSince = daysAfter(endsOn, 1);
      if (engagement.endsOn !== null) {
        const moved = movedDate(engagement.endsOn, pause.startsOn, overSince);
        await transaction.update(Engagement, { id: engagement.id }, { endsOn: moved });
        const change = { transaction, actor: { personId: decidedById, today }, now };
        await supersedeAgreements(change, { ...engagement, endsOn: moved });
      }
      await transaction.update(EngagementPause, { id }, { overSince });
      await recordStep(transaction, engagement, { move: "resumed", reason: null, changedById: decidedById, now });
    });
  },
});

/** Makes the pause wait for the day after its last one. Without a last day, somebody resumes the engagement. */
async function endWhenDue(transaction: Transaction, { ids }: Naming<"engagementPause">): Promise<void> {
  const id = ids.engagementPause;
  const pause = await transaction.findOne(EngagementPause, { id });
  if (pause?.overSince !== null || pause.endsOn === null) return dequeue(transaction, endPause, id);
  await waitFor(transaction, id, pause.endsOn);
}

async function waitFor(transaction: Transaction, id: string, endsOn: string): Promise<void> {
  enqueue(transaction, endPause, { pause: id }, { runAt: new Date(await end(transaction, endsOn)), key: id });
}

/** When a last day is over, in epoch milliseconds. */
function end(transaction: Transaction, endsOn: string): Promise<number> {
  return beginningOf(transaction, daysAfter(endsOn, 1));
}

/** Whether both sides are there, today or later, and the coaches have a place for it. Their places are taken. */
async function canGoOn(transaction: Transaction, { id }: Engagement, today: string): Promise<boolean> {
  const { coaches, participants } = await peopleOf(transaction, id);
  const there = (members: readonly Membership[]) => members.filter((each) => isMemberFrom(each, today));
  if (there(coaches).length === 0 || there(participants).length === 0) return false;
  const coachIds = there(coaches).map(({ personId }) => personId);
  const loads = await lockedLoads(transaction, coachIds, today);
  return loads.every(({ active, capacity }) => active < capacity);
}
