import { isExcluded, type Transaction } from "@coachwork/platform";
import { type Session, SessionCoach, takesTime } from "@coachwork/schema";
import { attendedBy } from "./attended-sessions.js";
import { rangeText } from "./blocked-time.js";
import type { ReadyCoach } from "./coach-readiness.js";
import { commit, endCommitments, endCommitmentsOf } from "./commitments.js";
import { LONGEST_SESSION } from "./session-time.js";
import { HOUR } from "../core/lengths.js";

/**
 * Takes the coaches' time for a session. Returns the first coach who has another session at that time, in this firm or in
 * another; nothing that was written may be kept then.
 *
 * The constraint on `session_coach` decides within the firm. Coaches are written one by one in id order, so that two bookings
 * never deadlock. Coaches who take part in sessions themselves are locked (see participants-time.ts).
 */
export async function takeTime(
  transaction: Transaction,
  { id: sessionId, status }: Pick<Session, "id" | "status">,
  coaches: readonly ReadyCoach[],
): Promise<string | undefined> {
  const attending = takesTime(status) ? await attendingThen(transaction, sessionId, coaches) : undefined;
  if (attending !== undefined) return attending;
  for (const { coachId, blocked } of coaches) {
    const row = { sessionId, coachId, blocked: rangeText(blocked), blocks: takesTime(status) };
    if (!(await transaction.insertUnlessTaken(SessionCoach, row))) return coachId;
  }
  return takesTime(status) ? commitTo(transaction, sessionId, coaches) : undefined;
}

/**
 * Takes the coaches' time for a session that moves, in place of its old time. The old time is free for others after the commit.
 * Returns the first coach who has another session at the new time.
 */
export async function moveTime(
  transaction: Transaction,
  sessionId: string,
  coaches: readonly ReadyCoach[],
): Promise<string | undefined> {
  const attending = await attendingThen(transaction, sessionId, coaches);
  if (attending !== undefined) return attending;
  for (const coach of coaches) if (!(await moveRow(transaction, sessionId, coach))) return coach.coachId;
  await endCommitments(transaction, [sessionId]);
  return commitTo(transaction, sessionId, coaches);
}

/** The first of these coaches who takes part in another session at that time. */
async function attendingThen(
  transaction: Transaction,
  sessionId: string,
  coaches: readonly ReadyCoach[],
): Promise<string | undefined> {
  const clients = coaches.filter(({ isClient }) => isClient);
  if (clients.length === 0) return undefined;
  const [row] = await transaction.query<{ coachId: string }>(
    `select t.coach_id as "coachId" from unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) as t (coach_id, since, until)
     where exists (select from ${attendedBy("t.coach_id")} and s.id <> $2::uuid
       and s.starts_at > t.since - interval '${LONGEST_SESSION / HOUR} hours' and s.starts_at < t.until and s.ends_at > t.since)
     order by 1 limit 1`,
    [
      transaction.scope.firmId,
      sessionId,
      clients.map(({ coachId }) => coachId),
      ...[0, 1].map((end) => clients.map(({ blocked }) => new Date(blocked[end]!))),
    ],
  );
  return row?.coachId;
}

/** An update has no `on conflict`, so the constraint's answer is an error. A coach who is new to the session has no row. */
async function moveRow(
  transaction: Transaction,
  sessionId: string,
  { coachId, blocked }: ReadyCoach,
): Promise<boolean> {
  try {
    const moved = await transaction.query(
      `update session_coach set blocked = $4::tstzrange, blocks = true
       where firm_id = $1::uuid and session_id = $2::uuid and coach_id = $3::uuid returning coach_id`,
      [transaction.scope.firmId, sessionId, coachId, rangeText(blocked)],
    );
    if (moved.length > 0) return true;
    const row = { sessionId, coachId, blocked: rangeText(blocked), blocks: true };
    return await transaction.insertUnlessTaken(SessionCoach, row);
  } catch (error) {
    if (!isExcluded(error)) throw error;
    return false;
  }
}

/** Frees the time of all coaches of these sessions. */
export async function giveTimeBack(transaction: Transaction, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await transaction.query(
    "update session_coach set blocks = false where firm_id = $1::uuid and session_id = any($2::uuid[])",
    [transaction.scope.firmId, sessionIds],
  );
  await endCommitments(transaction, sessionIds);
}

/** Removes a coach from a session. */
export async function removeCoach(transaction: Transaction, sessionId: string, coachId: string): Promise<void> {
  await transaction.delete(SessionCoach, { sessionId, coachId });
  await endCommitmentsOf(transaction, coachId, sessionId);
}

/** Commits the accounts of the coaches who share their busy time. Returns the first one who has something else then. */
function commitTo(
  transaction: Transaction,
  sessionId: string,
  coaches: readonly ReadyCoach[],
): Promise<string | undefined> {
  const shared = coaches.filter(({ sharesBusyTime }) => sharesBusyTime);
  return commit(
    transaction,
    shared.map(({ coachId, blocked }) => ({ coachId, sessionId, blocked: rangeText(blocked) })),
  );
}
