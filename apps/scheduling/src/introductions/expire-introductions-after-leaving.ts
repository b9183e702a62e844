import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Introduction } from "@coachwork/schema";
import { on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { expireUnlessOpen } from "./expire-unless-open.js";

/** Expires the introductions by a mentor or of a mentee who has left, and forgets the addresses of people outside. */
export const expireIntroductionsAfterLeaving = job({
  name: "expireIntroductionsAfterLeaving",
  told: { engagement: uuid },
  causedBy: [
    on(["engagement.coach_left"], (transaction, { ids }) =>
      expireOnceLeft(transaction, ids.engagement, { table: "engagement_coach", id: ids.engagementCoach }),
    ),
    on(["engagement.participant_left"], (transaction, { ids }) =>
      expireOnceLeft(transaction, ids.engagement, { table: "engagement_participant", id: ids.engagementParticipant }),
    ),
  ],

  async run(services, { firmId, engagement: engagementId }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      for (const asked of await transaction.find(Introduction, { engagementId, status: "ASKED" }))
        await expireUnlessOpen(transaction, asked, now);
    });
  },
});

interface Membership {
  readonly table: "engagement_coach" | "engagement_participant";
  readonly id: string;
}

/** Lets the job wait for the first day without the membership, which may be ahead. Coaching has no introductions. */
async function expireOnceLeft(transaction: Transaction, engagement: string, { table, id }: Membership): Promise<void> {
  const [left] = await transaction.query<{ runAt: Date }>(
    `select m.left_on::timestamp at time zone f.time_zone as "runAt"
     from ${table} m join firm f on f.firm_id = $1::uuid join engagement e on e.firm_id = $1::uuid and e.id = m.engagement_id
     where m.firm_id = $1::uuid and m.id = $2::uuid and m.left_on is not null and e.kind = 'MENTORING'`,
    [transaction.scope.firmId, id],
  );
  if (left) enqueue(transaction, expireIntroductionsAfterLeaving, { engagement }, { runAt: left.runAt, key: id });
}
