import { isExcluded, isNotUnique, Overtaken, type Transaction } from "@coachwork/platform";
import { AllocationEntry, Attendance, Session, SessionCoach } from "@coachwork/schema";
import { entryRow, type Recorder } from "../allocation/allocation.js";
import { rangeText } from "../staffing/blocked-time.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import { LONGEST_SESSION, type SessionTime } from "../staffing/session-time.js";
import type { PlannedSettlement } from "./imported-ledger.js";
import type { PastEngagement, PastSession, PastStatus } from "./imported-session.js";

/** A session to add. */
export interface Added {
  readonly id: string;
  readonly engagement: PastEngagement;
  readonly told: PastSession;
  readonly status: PastStatus;
  readonly settlement: PlannedSettlement | null;
}

/** Rows per statement. */
const SIZE = 200;

/**
 * Writes past sessions with who came and what they took. One event tells of all those of an engagement, and no letter follows from it.
 */
export async function writeSessions(recorder: Recorder, added: readonly Added[]): Promise<void> {
  const { transaction, actor, now } = recorder;
  const by = { bookedById: actor?.personId ?? null, createdAt: new Date(now), sequence: 0 };
  await insertAll(
    transaction,
    Session,
    added.map(({ id, engagement, status, told: { kind, startsAt, endsAt, timeZone, date } }) => {
      return { id, engagementId: engagement.id, status, kind, startsAt, endsAt, timeZone, date, ...by };
    }),
  );
  await takeTimes(transaction, added);
  const recorded = { recordedAt: new Date(now), recordedById: actor?.personId ?? null };
  await insertAll(
    transaction,
    Attendance,
    added.flatMap(({ id: sessionId, told }) =>
      [...told.attendance].map(([personId, status]) => ({ sessionId, personId, status, ...recorded })),
    ),
  );
  const entries = [];
  for (const { id: sessionId, engagement, settlement } of added) {
    if (!settlement) continue;
    const { kind, amount } = settlement;
    entries.push(await entryRow(recorder, engagement, { kind: "RESERVE", amount, sessionId }));
    entries.push(await entryRow(recorder, engagement, { kind, amount, sessionId }));
  }
  await insertAll(transaction, AllocationEntry, entries);
  for (const id of new Set(added.map(({ engagement }) => engagement.id)))
    transaction.tell({ type: "engagement.history_imported", ids: { engagement: id } });
}

/**
 * Takes the time of coaches who held a session until it is written, and then looks whether they held another one, so that of two that are
 * added at once the later one sees the earlier, as in `takePastTime`. The command is then tried again, and refuses the record.
 */
async function takeTimes(transaction: Transaction, added: readonly Added[]): Promise<void> {
  // In one order everywhere, so that two imports do not wait for each other.
  const inOrder = added.toSorted((one, other) => one.told.startsAt.getTime() - other.told.startsAt.getTime());
  const rows = inOrder.flatMap(({ id: sessionId, status, told: { coachIds, startsAt, endsAt } }) =>
    [...coachIds].sort().map((coachId) => {
      const blocked = rangeText([startsAt.getTime(), endsAt.getTime()]);
      return { sessionId, coachId, blocked, blocks: status === "COMPLETED" };
    }),
  );
  try {
    await insertAll(
      transaction,
      SessionCoach,
      rows.toSorted((a, b) => (a.coachId === b.coachId ? 0 : a.coachId < b.coachId ? -1 : 1)),
    );
  } catch (error) {
    if (!isExcluded(error) && !isNotUnique(error)) throw error;
    throw new Overtaken("Somebody else wrote a session of that time.", { cause: error });
  }
  if (await isHeldTwice(transaction, added)) throw new Overtaken("Somebody else wrote a session of that time.");
  await giveTimeBack(
    transaction,
    added.map(({ id }) => id),
  );
}

/** Whether a coach of these sessions has completed another session of that time. */
async function isHeldTwice(transaction: Transaction, added: readonly Added[]): Promise<boolean> {
  const starts = added.map(({ told }) => told.startsAt.getTime());
  if (starts.length === 0) return false;
  const held = await transaction.query<SessionTime & { readonly coachId: string; readonly isAdded: boolean }>(
    `select c.coach_id as "coachId", s.starts_at as "startsAt", s.ends_at as "endsAt",
       s.id in (select unnest($3::uuid[])) as "isAdded"
     from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id in (select unnest($2::uuid[])) and s.status = 'COMPLETED'
       and s.starts_at > $4::timestamptz and s.starts_at < $5::timestamptz
     order by c.coach_id, s.starts_at`,
    [
      transaction.scope.firmId,
      [...new Set(added.flatMap(({ told }) => [...told.coachIds]))],
      added.map(({ id }) => id),
      new Date(Math.min(...starts) - LONGEST_SESSION),
      new Date(Math.max(...starts) + LONGEST_SESSION),
    ],
  );
  // Each beside the one of those before it that ends last.
  let last: (typeof held)[number] | undefined;
  for (const each of held) {
    const isBeside = last?.coachId === each.coachId && last.endsAt > each.startsAt;
    if (isBeside && (last!.isAdded || each.isAdded)) return true;
    if (last?.coachId !== each.coachId || each.endsAt > last.endsAt) last = each;
  }
  return false;
}

async function insertAll<T extends object>(
  transaction: Transaction,
  entity: new () => T,
  rows: readonly { [K in keyof T]?: unknown }[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += SIZE)
    await transaction.insert(entity, rows.slice(start, start + SIZE));
}
