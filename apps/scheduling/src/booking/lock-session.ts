import type { Transaction } from "@coachwork/platform";
import { Engagement, Session, SessionCoach } from "@coachwork/schema";

/** A session that nobody else changes until the transaction ends, nor its engagement. */
export interface LockedSession {
  readonly session: Session;
  readonly engagement: Engagement;
  /** In id order. */
  readonly coachIds: readonly string[];
}

/** Locks a session that a job looks after, as everybody locks it: its engagement first. Undefined: there is none. */
export async function lockSession(transaction: Transaction, id: string): Promise<LockedSession | undefined> {
  const { firmId } = transaction.scope;
  await transaction.query(
    `select e.id from session s join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     where s.firm_id = $1::uuid and s.id = $2::uuid for no key update of e`,
    [firmId, id],
  );
  await transaction.query(
    "select s.id from session s where s.firm_id = $1::uuid and s.id = $2::uuid for no key update",
    [firmId, id],
  );
  const session = await transaction.findOne(Session, { id });
  if (!session) return undefined;
  const engagement = (await transaction.findOne(Engagement, { id: session.engagementId }))!;
  const coaches = await transaction.find(SessionCoach, { sessionId: id });
  return { session, engagement, coachIds: coaches.map(({ coachId }) => coachId).sort() };
}

/** Locks an engagement: what was being booked in it is booked by then, and nothing else is until the transaction ends. */
export async function lockEngagement(transaction: Transaction, id: string): Promise<Engagement | null> {
  await transaction.query(
    "select e.id from engagement e where e.firm_id = $1::uuid and e.id = $2::uuid for no key update",
    [transaction.scope.firmId, id],
  );
  return transaction.findOne(Engagement, { id });
}
