import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { lockSession } from "../booking/lock-session.js";
import { offerFreeSeats } from "../booking/seats.js";
import { isUpcoming } from "./seated-session.js";

/**
 * Offers seats that became free to whoever waits. Somebody who leaves a seat has that done at once. Of two people with a seat who
 * were merged, one seat becomes free without a command of this service.
 */
export const offerFreedSeats = job({
  name: "offerFreedSeats",
  told: { session: uuid },
  causedBy: [on(["seat.left"], offerThem)],

  async run(services, { firmId, session: id }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const seated = await lockSession(transaction, id);
      if (!seated || seated.session.capacity === null || !isUpcoming(seated.session, now)) return;
      await offerFreeSeats({ transaction, now }, seated);
    });
  },
});

function offerThem(transaction: Transaction, { ids }: Naming<"session">): void {
  enqueue(transaction, offerFreedSeats, { session: ids.session }, { key: ids.session });
}
