import type { CommandContext, Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";
import { Engagement, Session, SessionCoach } from "@coachwork/schema";

/*
 * Lock an engagement first, and then what belongs to it, a session or a series. Any other order can deadlock. Locks
 * last until the transaction ends.
 */

/** A session that nobody else can change until the transaction ends, and its engagement. */
export interface LockedSession {
  readonly session: Session;
  readonly engagement: Engagement;
  /** In id order. */
  readonly coachIds: readonly string[];
}

/** Fetches a session that the viewer may see, and locks it. `field` names it in the input. */
export async function fetchLockedSession(
  context: CommandContext<never>,
  id: string,
  field: string,
): Promise<LockedSession> {
  const { found: session, engagement } = await fetchLocked(context, Session, id, field);
  return { session, engagement, coachIds: await coachIdsOf(context.transaction, session.id) };
}

/** Fetches a part of an engagement that the viewer may see, and locks both. `field` names it in the input. */
export async function fetchLocked<T extends { readonly engagementId: string }>(
  context: CommandContext<never>,
  entity: Entity<T>,
  id: string,
  field: string,
): Promise<{ readonly found: T; readonly engagement: Engagement }> {
  const { engagementId } = await context.fetch(entity, id, field);
  const engagement = await context.transaction.visible(context.actor, Engagement, engagementId, { lock: true });
  return { found: await context.fetch(entity, id, field, { lock: true }), engagement: engagement! };
}

/** Locks a session for a job. Undefined if there is none. */
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
  return { session, engagement, coachIds: await coachIdsOf(transaction, id) };
}

/** The coaches of a session, in id order. */
export async function coachIdsOf(transaction: Transaction, sessionId: string): Promise<string[]> {
  const coaches = await transaction.find(SessionCoach, { sessionId });
  return coaches.map(({ coachId }) => coachId).sort();
}
