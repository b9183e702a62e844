import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Introduction } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { expireUnlessOpen } from "./expire-unless-open.js";

/** Expires an introduction after its last day, and forgets the address of somebody outside. */
export const expireIntroduction = job({
  name: "expireIntroduction",
  told: { introduction: uuid },
  causedBy: [
    on(["introduction.asked", "introduction.accepted", "introduction.declined"], expireWhenDue),
    on(["introduction.withdrawn", "introduction.expired"], expireWhenDue),
  ],

  async run(services, { firmId, introduction: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const introduction = await transaction.findOne(Introduction, { id, status: "ASKED" });
      if (introduction) await expireUnlessOpen(transaction, introduction, now);
    });
  },
});

/** Lets the job wait for the end of the last day, unless the introduction has ended. */
async function expireWhenDue(transaction: Transaction, { ids }: Naming<"introduction">): Promise<void> {
  const [asked] = await transaction.query<{ runAt: Date }>(
    `select (x.answer_by + 1)::timestamp at time zone f.time_zone as "runAt"
     from introduction x join firm f on f.firm_id = $1::uuid
     where x.firm_id = $1::uuid and x.id = $2::uuid and x.status = 'ASKED'`,
    [transaction.scope.firmId, ids.introduction],
  );
  if (!asked) return dequeue(transaction, expireIntroduction, ids.introduction);
  const { runAt } = asked;
  enqueue(transaction, expireIntroduction, { introduction: ids.introduction }, { runAt, key: ids.introduction });
}
