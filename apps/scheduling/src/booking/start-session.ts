import { executeUnasked, type Transaction } from "@coachwork/platform";
import { mayBecome, Session, SessionCoach } from "@coachwork/schema";
import { dequeue, enqueue, type JobPayload } from "../jobs/jobs.js";
import type { JobServices } from "../jobs/services.js";

/** Has a session start at its time, as that is now; not one that is called off. */
export async function startWhenDue(
  transaction: Transaction,
  { ids }: { readonly ids: { readonly session: string } },
): Promise<void> {
  const session = await transaction.findOne(Session, { id: ids.session });
  if (!session || !mayBecome(session.status, "IN_PROGRESS")) {
    return dequeue(transaction, "startSession", ids.session);
  }
  const { id, startsAt } = session;
  enqueue(transaction, "startSession", { session: id, startsAt: startsAt.toISOString() }, { runAt: startsAt, key: id });
}

/**
 * Starts a session, however late: only what was in progress can be completed. One that was moved since has a job of its own
 * for its new time. Whether it is time was judged by the database's clock, which let the job run.
 */
export async function startSession(
  services: JobServices,
  { firmId, session: id, startsAt }: JobPayload<"startSession">,
): Promise<void> {
  await executeUnasked(services, firmId, async (transaction) => {
    const [session] = await transaction.query<Pick<Session, "status" | "startsAt" | "engagementId">>(
      `select status, starts_at as "startsAt", engagement_id as "engagementId"
       from session where firm_id = $1::uuid and id = $2::uuid for update`,
      [firmId, id],
    );
    if (!session || session.startsAt.getTime() !== Date.parse(startsAt)) return;
    if (!mayBecome(session.status, "IN_PROGRESS")) return;
    await transaction.update(Session, { id }, { status: "IN_PROGRESS" });
    const coaches = await transaction.find(SessionCoach, { sessionId: id });
    transaction.tell({
      type: "session.started",
      ids: { session: id, engagement: session.engagementId, coaches: coaches.map(({ coachId }) => coachId).sort() },
    });
  });
}
