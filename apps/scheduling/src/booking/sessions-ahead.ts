import { type CommandServices, executeWithoutActor, lockEngagement, type Transaction } from "@coachwork/platform";
import { mayBecome, type Session } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import { type LockedSession, lockSession } from "./lock-session.js";

/**
 * Does something to each session of an engagement that is booked or held and has not begun, earliest first, each in its
 * own transaction. It is repeated after a failure, so the work must check the current state.
 */
export async function eachSessionAhead(
  services: CommandServices,
  { firmId, engagement }: { readonly firmId: string; readonly engagement: string },
  work: (recorder: Recorder, locked: LockedSession) => Promise<void>,
): Promise<void> {
  const ids = await executeWithoutActor(services, firmId, (transaction, now) =>
    sessionsAhead(transaction, engagement, now),
  );
  for (const id of ids) {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const locked = await lockSession(transaction, id);
      if (locked && isAhead(locked.session, now)) await work({ transaction, actor: null, now }, locked);
    });
  }
}

/**
 * The engagement is locked first. A booking that ran while the people changed did not see the change, and its session
 * counts too.
 */
async function sessionsAhead(transaction: Transaction, engagementId: string, now: number): Promise<string[]> {
  await lockEngagement(transaction, engagementId);
  const rows = await transaction.query<{ id: string }>(
    `select id from session where firm_id = $1::uuid and engagement_id = $2::uuid
       and status in ('HELD', 'CONFIRMED') and starts_at > $3::timestamptz order by starts_at, id`,
    [transaction.scope.firmId, engagementId, new Date(now)],
  );
  return rows.map(({ id }) => id);
}

/** Sessions that have begun, by status or by the clock (epoch milliseconds), are history. So are cancelled ones. */
export function isAhead({ status, startsAt }: Pick<Session, "status" | "startsAt">, now: number): boolean {
  return mayBecome(status, "CANCELLED") && startsAt.getTime() > now;
}
