import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";

/**
 * Revokes the calendar feeds of a person who was deactivated. They are empty from that moment, since the person holds
 * no role, and do not come back with the person.
 */
export const closeFeeds = job({
  name: "closeFeeds",
  told: { person: uuid },
  causedBy: [on(["person.deactivated"], closeFeedsOf)],

  async run(services, { firmId, person }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const feeds = await transaction.query<{ id: string }>(
        `update calendar_feed set revoked_at = $3::timestamptz, updated_at = $3::timestamptz
       where firm_id = $1::uuid and person_id = $2::uuid and revoked_at is null returning id`,
        [firmId, person, new Date(now)],
      );
      for (const { id } of feeds)
        transaction.tell({ type: "calendar_feed.revoked", ids: { person, calendarFeed: id } });
    });
  },
});

function closeFeedsOf(transaction: Transaction, { ids }: Naming<"person">): void {
  enqueue(transaction, closeFeeds, { person: ids.person }, { key: ids.person });
}
