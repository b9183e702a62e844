import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { mayBecome, Session } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { instant, job, uuid } from "../jobs/job.js";
import { coachIdsOf } from "./lock-session.js";

/**
 * Starts a session, however late: only a session in progress can be completed. A session that was moved has another job
 * for its new time. The database's clock let this job run, so it is time.
 */
export const startSession = job({
  name: "startSession",
  told: { session: uuid, startsAt: instant },
  causedBy: [on(["session.booked", "session.confirmed", "session.rescheduled", "session.cancelled"], startWhenDue)],

  async run(services, { firmId, session: id, startsAt }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction) => {
      const [session] = await transaction.query<Pick<Session, "status" | "startsAt" | "engagementId">>(
        `select status, starts_at as "startsAt", engagement_id as "engagementId"
       from session where firm_id = $1::uuid and id = $2::uuid for update`,
        [firmId, id],
      );
      if (!session || session.startsAt.getTime() !== Date.parse(startsAt)) return;
      if (!mayBecome(session.status, "IN_PROGRESS")) return;
      await transaction.update(Session, { id }, { status: "IN_PROGRESS" });
      transaction.tell({
        type: "session.started",
        ids: { session: id, engagement: session.engagementId, coaches: await coachIdsOf(transaction, id) },
      });
    });
  },
});

/** Makes a session start at its current time, unless it is cancelled. */
async function startWhenDue(transaction: Transaction, { ids }: Naming<"session">): Promise<void> {
  const session = await transaction.findOne(Session, { id: ids.session });
  if (!session || !mayBecome(session.status, "IN_PROGRESS")) {
    return dequeue(transaction, startSession, ids.session);
  }
  const { id, startsAt } = session;
  enqueue(transaction, startSession, { session: id, startsAt: startsAt.toISOString() }, { runAt: startsAt, key: id });
}
