import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";

/**
 * Updates the commitments of a coach's account to this firm. A coach who shares busy time is committed to all sessions ahead,
 * and one who does not to none. If another firm has already booked the same time, both bookings stay.
 */
export const shareBusyTime = job({
  name: "shareBusyTime",
  told: { person: uuid },
  causedBy: [on(["person.invitation_accepted", "person.reactivated", "person.sharing_changed"], shareTheirs)],

  async run(services, { firmId, person: personId }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const person = await transaction.findOne(Person, { id: personId });
      if (person?.sharesBusyTime) await share(transaction, personId, now);
      else await keepApart(transaction, personId);
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
  await transaction.query(
    `insert into identity.commitment ("userId", "firmId", "sessionId", blocked)
     select m."userId", $1::uuid, t.session_id, t.blocked::tstzrange from identity.membership m
     cross join unnest($3::uuid[], $4::text[]) as t (session_id, blocked)
     where m."firmId" = $1::uuid and m."personId" = $2::uuid order by t.blocked
     on conflict do nothing`,
    [firmId, coachId, ahead.map(({ sessionId }) => sessionId), ahead.map(({ blocked }) => blocked)],
  );
}

async function keepApart(transaction: Transaction, coachId: string): Promise<void> {
  await transaction.query(
    `delete from identity.commitment c using identity.membership m
     where m."firmId" = $1::uuid and m."personId" = $2::uuid and c."userId" = m."userId" and c."firmId" = $1::uuid`,
    [transaction.scope.firmId, coachId],
  );
}

function shareTheirs(transaction: Transaction, { ids }: Naming<"person">): void {
  enqueue(transaction, shareBusyTime, { person: ids.person }, { key: ids.person });
}
