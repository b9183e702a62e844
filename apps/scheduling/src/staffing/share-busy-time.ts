import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { commit, endCommitmentsOf } from "./commitments.js";

/**
 * Updates the commitments of a coach's account to this firm. A coach who shares busy time is committed to all sessions ahead,
 * and one who does not to none. If another firm has already booked the same time, both bookings stay.
 */
export const shareBusyTime = job({
  name: "shareBusyTime",
  told: { person: uuid },
  causedBy: [
    on(["person.invitation_accepted", "person.reactivated", "person.sharing_changed", "person.merged"], shareTheirs),
  ],

  async run(services, { firmId, person: personId }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const person = await transaction.findOne(Person, { id: personId });
      if (person?.sharesBusyTime) await share(transaction, personId, now);
      else await endCommitmentsOf(transaction, personId);
    });
  },
});

async function share(transaction: Transaction, coachId: string, now: number): Promise<void> {
  const { firmId } = transaction.scope;
  const ahead = await transaction.query<{ sessionId: string; blocked: string }>(
    `select c.session_id as "sessionId", c.blocked::text as blocked from session_coach c
     join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id = $2::uuid and c.blocks and s.ends_at > $3::timestamptz`,
    [firmId, coachId, new Date(now)],
  );
  await commit(
    transaction,
    ahead.map((each) => ({ coachId, ...each })),
  );
}

function shareTheirs(transaction: Transaction, { ids }: Naming<"person">): void {
  enqueue(transaction, shareBusyTime, { person: ids.person }, { key: ids.person });
}
