import { type Database, newId, type Transaction } from "@coachwork/platform";
import { BulkExport, type BulkExportFormat, BulkPart } from "@coachwork/schema";
import { In } from "typeorm";
import { bulkLimits } from "./bulk-settings.js";
import type { Failure } from "./read-page.js";
import type { Whose } from "./requester.js";

/** Seconds for which a gateway has a firm's exports to itself, counted from its last step. */
const LEASE_S = 30;
/** Files that are deleted at a time. */
const MOST_DROPPED = 100;

/** The export that is read, and where it goes on. */
export interface Reading extends Whose {
  readonly id: string;
  readonly query: string;
  readonly variables: string | null;
  readonly format: BulkExportFormat;
  readonly cursor: string | null;
  readonly rowCount: number;
  readonly byteCount: number;
  /** The file for the next lines. */
  readonly partId: string;
}

/** Takes the exports of a firm, or keeps them. False if another gateway has them. */
export async function holdExports(transaction: Transaction, worker: string): Promise<boolean> {
  const held = await transaction.query(
    `update bulk_line set worker = $2::uuid, leased_until = clock_timestamp() + interval '${LEASE_S} seconds'
     where firm_id = $1::uuid and (worker is null or worker = $2::uuid or leased_until < clock_timestamp())
     returning firm_id`,
    [transaction.scope.firmId, worker],
  );
  return held.length === 1;
}

/** Gives the exports back, until there is something to do. Those that wait or run are gone on with at `resumeAt`. */
export async function releaseExports(transaction: Transaction, resumeAt: number): Promise<void> {
  await transaction.query(
    `update bulk_line set worker = null, leased_until = null, due_at = least(
       (select $2::timestamptz where exists (
          select 1 from bulk_export where firm_id = $1::uuid and status in ('QUEUED', 'RUNNING'))),
       (select min(e.expires_at) from bulk_export e where e.firm_id = $1::uuid and e.expires_at is not null
          and exists (select 1 from bulk_part p where p.firm_id = $1::uuid and p.export_id = e.id)))
     where firm_id = $1::uuid`,
    [transaction.scope.firmId, new Date(resumeAt)],
  );
}

/** Files that no result needs any more: of results that have expired, and what a gateway that died was writing. */
export async function droppedParts(transaction: Transaction, now: number): Promise<string[]> {
  const { firmId } = transaction.scope;
  await transaction.query(
    `update bulk_part set state = 'DROPPED' where firm_id = $1::uuid and (state = 'WRITING' or state = 'KEPT'
       and export_id in (select e.id from bulk_export e where e.firm_id = $1::uuid and e.expires_at <= $2))`,
    [firmId, new Date(now)],
  );
  const rows = await transaction.query<{ id: string }>(
    `select id from bulk_part where firm_id = $1::uuid and state = 'DROPPED' limit ${MOST_DROPPED}`,
    [firmId],
  );
  return rows.map(({ id }) => id);
}

/** Forgets parts whose files are deleted. */
export async function forgetParts(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.delete(BulkPart, { id: In([...ids]), state: "DROPPED" });
}

/** The export that is next, if one is: one that was begun, or else the oldest. Those whose requesters had their turn are passed over. */
export async function nextReading(
  transaction: Transaction,
  now: number,
  passedOver: readonly string[],
): Promise<Reading | undefined> {
  const [next] = await transaction.query<Omit<Reading, "partId"> & { status: BulkExport["status"] }>(
    `select id, query, variables, format, status, cursor, row_count as "rowCount", byte_count as "byteCount",
       created_by_id as "createdById", api_key_id as "apiKeyId"
     from bulk_export where firm_id = $1::uuid and status in ('RUNNING', 'QUEUED')
       and coalesce(created_by_id, api_key_id) <> all($2::uuid[])
     order by status = 'RUNNING' desc, created_at, id limit 1 for update`,
    [transaction.scope.firmId, passedOver],
  );
  if (!next) return undefined;
  const { status, ...reading } = next;
  if (status === "QUEUED")
    await transaction.update(BulkExport, { id: next.id }, { status: "RUNNING", startedAt: new Date(now) });
  return { ...reading, partId: await newPart(transaction, next.id) };
}

async function newPart(transaction: Transaction, exportId: string): Promise<string> {
  const { firmId } = transaction.scope;
  const [last] = await transaction.query<{ number: number | null }>(
    "select max(number) as number from bulk_part where firm_id = $1::uuid and export_id = $2::uuid and state = 'KEPT'",
    [firmId, exportId],
  );
  const id = newId();
  await transaction.insert(BulkPart, { id, exportId, number: (last?.number ?? 0) + 1, state: "WRITING", byteCount: 0 });
  return id;
}

/** Lines that were read, and what comes after them. */
export interface Written {
  readonly rows: number;
  readonly bytes: number;
  /** Where to go on. Null if this was all, or if it failed. */
  readonly cursor: string | null;
  readonly failure?: Failure | undefined;
}

/**
 * Counts a part that was stored, once. Undefined if it is not wanted any more, because the export was cancelled, begun anew or taken
 * over. Otherwise, whether the export goes on.
 */
export async function keepPart(
  transaction: Transaction,
  { id, partId, rowCount, byteCount }: Reading,
  { rows, bytes, cursor, failure }: Written,
  now: number,
  keptMs: number,
): Promise<boolean | undefined> {
  const kept = await transaction.update(
    BulkPart,
    { id: partId, state: "WRITING" },
    { state: "KEPT", byteCount: bytes },
  );
  if (kept === 0) return undefined;
  const isOver = cursor === null;
  const ending = {
    status: failure ? ("FAILED" as const) : ("DONE" as const),
    endedAt: new Date(now),
    expiresAt: new Date(now + keptMs),
    errorCode: failure?.code ?? null,
    errorMessage: failure?.message ?? null,
  };
  await transaction.update(
    BulkExport,
    { id },
    { rowCount: rowCount + rows, byteCount: byteCount + bytes, cursor, ...(isOver && ending) },
  );
  if (!isOver) return true;
  transaction.tell({ type: "bulk_export.ended", ids: { bulkExport: id } });
  await makeRoom(transaction, now);
  return false;
}

/** The results of a firm are so large together, and no larger. The oldest go first. */
async function makeRoom(transaction: Transaction, now: number): Promise<void> {
  await transaction.query(
    `update bulk_export set expires_at = $2::timestamptz, updated_at = $3::timestamptz
     where firm_id = $1::uuid and id in (
       select k.id from (
         select e.id, sum(e.byte_count) over (order by e.ended_at desc, e.id desc) as bytes from bulk_export e
         where e.firm_id = $1::uuid and e.expires_at > $2::timestamptz
       ) k where k.bytes > $4::bigint)`,
    [transaction.scope.firmId, new Date(now), transaction.changedAt, bulkLimits.firmBytes],
  );
}

/** Keeps the exports while a page takes long. */
export async function keepExports(transaction: Transaction, worker: string): Promise<void> {
  await transaction.query(
    `update bulk_line set leased_until = clock_timestamp() + interval '${LEASE_S} seconds'
     where firm_id = $1::uuid and worker = $2::uuid`,
    [transaction.scope.firmId, worker],
  );
}

/** Whose an export is by now. Undefined if it is not read any more. */
export async function whoseReading(
  database: Database,
  firmId: string,
  { id, partId }: Pick<Reading, "id" | "partId">,
): Promise<Whose | undefined> {
  const text = `select e.created_by_id as "createdById", e.api_key_id as "apiKeyId" from bulk_export e
    where e.firm_id = $1::uuid and e.id = $2::uuid and e.status = 'RUNNING' and exists (
      select 1 from bulk_part p where p.firm_id = $1::uuid and p.id = $3::uuid and p.state = 'WRITING')`;
  const [row] = await database.read({ firmId, personId: null }, text, [firmId, id, partId]);
  return row as unknown as Whose | undefined;
}
