import { isExcluded, isNotUnique, Overtaken, type Transaction } from "@coachwork/platform";
import { AllocationEntry, Attendance, Session, SessionCoach } from "@coachwork/schema";
import { entryRow, type Recorder } from "../allocation/allocation.js";
import { rangeText } from "../staffing/blocked-time.js";
import { giveTimeBack } from "../staffing/coach-time.js";
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
 * Takes the time of coaches who held a session until it is written, so that of two that are added at once the later one sees the earlier,
 * as in `takePastTime`.
 */
async function takeTimes(transaction: Transaction, added: readonly Added[]): Promise<void> {
  const rows = added.flatMap(({ id: sessionId, status, told: { coachIds, startsAt, endsAt } }) =>
    [...coachIds].sort().map((coachId) => {
      const blocked = rangeText([startsAt.getTime(), endsAt.getTime()]);
      return { sessionId, coachId, blocked, blocks: status === "COMPLETED" };
    }),
  );
  try {
    await insertAll(
      transaction,
      SessionCoach,
      rows.sort((a, b) => (a.coachId < b.coachId ? -1 : 1)),
    );
  } catch (error) {
    if (!isExcluded(error) && !isNotUnique(error)) throw error;
    throw new Overtaken("Somebody else wrote a session of that time.", { cause: error });
  }
  await giveTimeBack(
    transaction,
    added.map(({ id }) => id),
  );
}

async function insertAll<T extends object>(
  transaction: Transaction,
  entity: new () => T,
  rows: readonly { [K in keyof T]?: unknown }[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += SIZE)
    await transaction.insert(entity, rows.slice(start, start + SIZE));
}
