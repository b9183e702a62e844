import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Match, matchMoves } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";

/** Expires an offer after the last day on which it can be answered. */
export const expireMatch = job({
  name: "expireMatch",
  told: { match: uuid },
  causedBy: [
    on(["match.offered", "match.accepted", "match.declined", "match.withdrawn", "match.expired"], expireWhenDue),
  ],

  async run(services, { firmId, match: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction) => {
      // Not if it was answered meanwhile.
      if ((await transaction.update(Match, { id, status: "OFFERED" }, { status: matchMoves.expired.to })) === 0) return;
      const { engagementId } = (await transaction.findOne(Match, { id }))!;
      transaction.tell({ type: "match.expired", ids: { engagement: engagementId!, match: id } });
    });
  },
});

/** Lets the job wait for the end of the last day, unless the offer has ended. */
async function expireWhenDue(transaction: Transaction, { ids }: Naming<"match">): Promise<void> {
  const [offered] = await transaction.query<{ runAt: Date }>(
    `select (m.answer_by + 1)::timestamp at time zone f.time_zone as "runAt"
     from match m join firm f on f.firm_id = $1::uuid
     where m.firm_id = $1::uuid and m.id = $2::uuid and m.status = 'OFFERED'`,
    [transaction.scope.firmId, ids.match],
  );
  if (!offered) return dequeue(transaction, expireMatch, ids.match);
  enqueue(transaction, expireMatch, { match: ids.match }, { runAt: offered.runAt, key: ids.match });
}
