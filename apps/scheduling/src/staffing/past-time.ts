import type { Transaction } from "@coachwork/platform";
import type { Query } from "../availability/working-hours.js";
import { coachPeople } from "./coach-people.js";
import { giveTimeBack, takeTime } from "./coach-time.js";
import type { Objection } from "./objection.js";
import { slotTaken } from "./objections-to-coach.js";
import { LONGEST_SESSION, type SessionTime } from "./session-time.js";

/** A session that has taken place. */
interface PastSession extends SessionTime {
  readonly id: string;
}

/**
 * Writes the coaches of a session that has taken place, unless one of them had another session then. It takes their time like a
 * session in progress until it is written, so that of two that are logged at once the later one sees the earlier.
 */
export async function takePastTime(
  transaction: Transaction,
  { id, startsAt, endsAt }: PastSession,
  coachIds: readonly string[],
): Promise<Objection | undefined> {
  const query: Query = (text, values) => transaction.query(text, values);
  const people = await coachPeople(query, transaction.scope.firmId, coachIds);
  const blocked = [startsAt.getTime(), endsAt.getTime()] as const;
  const coaches = [...coachIds].sort().map((coachId) => ({ ...people.get(coachId)!, blocked, overridden: [] }));
  const taken =
    (await takeTime(transaction, { id, status: "IN_PROGRESS" }, coaches)) ??
    (await coachedThen(transaction, { id, startsAt, endsAt }, coachIds));
  if (taken !== undefined) return slotTaken(people.get(taken)!.name);
  await giveTimeBack(transaction, [id]);
  return undefined;
}

/** One of these coaches who has completed another session of that time. */
async function coachedThen(
  transaction: Transaction,
  { id, startsAt, endsAt }: PastSession,
  coachIds: readonly string[],
): Promise<string | undefined> {
  const [row] = await transaction.query<{ coachId: string }>(
    `select c.coach_id as "coachId" from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id = any($2::uuid[]) and s.status = 'COMPLETED' and s.id <> $6::uuid
       and s.starts_at > $3::timestamptz and s.starts_at < $5::timestamptz and s.ends_at > $4::timestamptz limit 1`,
    [transaction.scope.firmId, coachIds, new Date(startsAt.getTime() - LONGEST_SESSION), startsAt, endsAt, id],
  );
  return row?.coachId;
}
