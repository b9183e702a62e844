import { type CommandContext, dateIn, newOpaqueId, type Transaction } from "@coachwork/platform";
import { AllocationEntry, type AllocationEntryKind, type Engagement, type Session } from "@coachwork/schema";
import { amountText } from "../core/amounts.js";
import { MINUTE } from "../core/lengths.js";
import { lockedPool } from "./pool.js";

/*
 * The ledger of an engagement's allocation. Whoever writes to it has locked the engagement. The balance is a sum of
 * rows, and nobody may add one between the sum and the entry that relies on it.
 */

type Allocated = Pick<Engagement, "id" | "allocationUnit" | "allocationAmount">;
type Costly = Pick<Session, "id" | "kind" | "startsAt" | "endsAt">;

/** What happens to the amount that a session reserved. */
export type Settlement = "USE" | "RELEASE" | "FORFEIT";

/**
 * What a session takes from an allocation: one session, or its minutes. Chemistry sessions are free, and so is
 * everything without an allocation.
 */
export function costOf({ allocationUnit }: Pick<Engagement, "allocationUnit">, session: Omit<Costly, "id">): number {
  if (allocationUnit === null || session.kind === "CHEMISTRY") return 0;
  if (allocationUnit === "SESSIONS") return 1;
  return Math.ceil((session.endsAt.getTime() - session.startsAt.getTime()) / MINUTE);
}

/**
 * Reserves what a session takes, or refuses if less is left. If the session's amount changed, it reserves or releases
 * the difference.
 */
export async function reserve(
  context: CommandContext<"ALLOCATION_EXHAUSTED">,
  engagement: Allocated,
  session: Costly,
  field: string,
): Promise<void> {
  const shortage = await reserveIfLeft(context, engagement, session);
  if (shortage !== undefined) context.refuse("ALLOCATION_EXHAUSTED", field, shortage);
}

/** Like `reserve`, but if less is left, it reserves nothing and returns a message for people. */
export async function reserveIfLeft(
  recorder: Recorder,
  engagement: Allocated,
  session: Costly,
): Promise<string | undefined> {
  const { transaction } = recorder;
  const [reserved, left] = await Promise.all([reservedFor(transaction, session.id), bookable(transaction, engagement)]);
  const more = costOf(engagement, session) - reserved;
  const kind = more > 0 ? "RESERVE" : "RELEASE";
  if (more > 0 && more > left) return exhausted(engagement, more, left);
  if (more !== 0) await record(recorder, engagement, { kind, amount: Math.abs(more), sessionId: session.id });
  return undefined;
}

/** Uses, releases or forfeits everything that a session has reserved. */
export async function settle(
  context: Recorder,
  engagement: Pick<Engagement, "id">,
  session: Pick<Session, "id">,
  kind: Settlement,
): Promise<void> {
  const amount = await reservedFor(context.transaction, session.id);
  if (amount > 0) await record(context, engagement, { kind, amount, sessionId: session.id });
}

/**
 * What sessions can still take, in the ledger's unit. What an engagement had left when it ended is back in its pool, which is
 * locked: others may take the same.
 */
async function bookable(transaction: Transaction, engagement: Allocated): Promise<number> {
  const { left, pool } = await roomOf(transaction, engagement);
  return pool ? Math.min(left, pool.left) : left;
}

/** What an engagement's ledger has left and, if it has ended, the pool to which that went back. */
export interface Room {
  readonly left: number;
  readonly pool: { readonly id: string; readonly left: number } | null;
}

export async function roomOf(transaction: Transaction, engagement: Allocated): Promise<Room> {
  const left = await available(transaction, engagement);
  const [ended] = await transaction.query<{ poolId: string }>(
    `select pool_id as "poolId" from engagement where firm_id = $1::uuid and id = $2::uuid
     and pool_id is not null and status in ('COMPLETED', 'CANCELLED')`,
    [transaction.scope.firmId, engagement.id],
  );
  if (!ended) return { left, pool: null };
  return { left, pool: { id: ended.poolId, left: (await lockedPool(transaction, ended.poolId)).left } };
}

/** What can still be booked by the ledger alone, in its unit. */
export async function available(transaction: Transaction, engagement: Allocated): Promise<number> {
  const [row] = await transaction.query<{ left: string }>(
    `select coalesce(sum(case kind when 'RESERVE' then -amount when 'RELEASE' then amount when 'ADJUST' then amount else 0 end), 0) as left
     from allocation_entry where firm_id = $1::uuid and engagement_id = $2::uuid`,
    [transaction.scope.firmId, engagement.id],
  );
  const unit = engagement.allocationUnit === "HOURS" ? 60 : 1;
  return (engagement.allocationAmount ?? 0) * unit + Number(row!.left);
}

/** What else is written with an entry. */
export interface Recorder {
  readonly transaction: Transaction;
  /** The person who makes it. Null if it is automatic. */
  readonly actor: { readonly personId: string | null } | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface NewEntry {
  readonly kind: AllocationEntryKind;
  readonly amount: number;
  readonly sessionId?: string;
  readonly reason?: string;
  readonly id?: string;
}

/** An engagement's last entry. */
interface LastEntry {
  /** Epoch milliseconds. 0 if there is none. */
  readonly time: number;
  /** The time zone of the firm. */
  readonly timeZone: string;
}

/** The last entries of engagements, as known to a transaction that makes entries. */
const lastEntries = new WeakMap<Transaction, Map<string, Promise<LastEntry>>>();

/**
 * Makes an entry. Each is at least a millisecond after the previous one, so that the ledger keeps their order: ids
 * reveal no time, and a transaction that waited for the lock began before the one that held it.
 */
export async function record(recorder: Recorder, engagement: Pick<Engagement, "id">, entry: NewEntry): Promise<void> {
  await recorder.transaction.insert(AllocationEntry, await entryRow(recorder, engagement, entry));
}

/** An entry to insert. It must be inserted before the transaction ends. */
export async function entryRow(
  { transaction, actor, now }: Recorder,
  { id: engagementId }: Pick<Engagement, "id">,
  { id = newOpaqueId(), ...entry }: NewEntry,
) {
  const times = lastEntries.get(transaction) ?? new Map<string, Promise<LastEntry>>();
  lastEntries.set(transaction, times);
  const before = times.get(engagementId) ?? lastEntry(transaction, engagementId);
  const made = before.then((last) => ({ ...last, time: Math.max(now, last.time + 1) }));
  times.set(engagementId, made);
  const { time, timeZone } = await made;
  const on = { recordedAt: new Date(time), recordedOn: dateIn(timeZone, time) };
  const by = { ...on, recordedById: actor?.personId ?? null };
  return { id, engagementId, ...entry, ...by };
}

async function lastEntry(transaction: Transaction, engagementId: string): Promise<LastEntry> {
  const [row] = await transaction.query<{ last: Date | null; timeZone: string }>(
    `select time_zone as "timeZone", (
       select max(recorded_at) from allocation_entry where firm_id = $1::uuid and engagement_id = $2::uuid
     ) as last from firm where firm_id = $1::uuid`,
    [transaction.scope.firmId, engagementId],
  );
  return { time: row!.last?.getTime() ?? 0, timeZone: row!.timeZone };
}

/** What a session has reserved, in the ledger's unit. */
export async function reservedFor(transaction: Transaction, sessionId: string): Promise<number> {
  const [row] = await transaction.query<{ reserved: string }>(
    `select coalesce(sum(case kind when 'RESERVE' then amount else -amount end), 0) as reserved
     from allocation_entry where firm_id = $1::uuid and session_id = $2::uuid`,
    [transaction.scope.firmId, sessionId],
  );
  return Number(row!.reserved);
}

export function exhausted({ allocationUnit }: Pick<Engagement, "allocationUnit">, more: number, left: number): string {
  const unit = allocationUnit === "HOURS" ? "minute" : "session";
  const [needed, rest] = [amountText(more, unit), amountText(left, unit)];
  return `This takes ${needed}, but the engagement's allocation has ${rest} left; ask the firm to adjust it.`;
}
