import type { Transaction } from "@coachwork/platform";
import type { Job, OfFirm } from "./job.js";

export interface JobTime {
  /** The earliest time. Defaults to now. */
  readonly runAt?: Date;
  /**
   * Only one job of this name and firm waits under a key: a later one replaces it, with its time. A job in progress is
   * not taken back, but is not retried either.
   */
  readonly key?: string;
  /** If a job already waits under the key, it keeps its time. */
  readonly keepsTime?: boolean;
}

/**
 * Leaves a job to whichever process is free, when the transaction commits. Not for commands, whose transactions must
 * never notify, because commits would wait for each other. They record events, which cause jobs.
 */
export function enqueue<Told extends OfFirm>(
  transaction: Transaction,
  { name }: Job<Told>,
  told: Omit<Told, keyof OfFirm>,
  { runAt, key, keepsTime = false }: JobTime = {},
): void {
  const { firmId } = transaction.scope;
  const job = { name, payload: JSON.stringify({ ...told, firmId }), runAt: runAt ?? null, keepsTime };
  const changes = changesOf(transaction);
  if (key === undefined) return void changes.keyless.push(job);
  const place = keyOf(firmId, name, key);
  const waiting = changes.byKey.get(place);
  changes.byKey.set(place, keepsTime && waiting ? { ...waiting, payload: job.payload } : job);
}

/** Removes the job that waits under a key, if any. */
export function dequeue<Told extends OfFirm>(transaction: Transaction, { name }: Job<Told>, key: string): void {
  changesOf(transaction).byKey.set(keyOf(transaction.scope.firmId, name, key), null);
}

interface NewJob {
  readonly name: string;
  readonly payload: string;
  readonly runAt: Date | null;
  readonly keepsTime: boolean;
}

/** What a transaction changes in the queue. The last change of a key wins; null means no job. */
interface Changes {
  readonly keyless: NewJob[];
  readonly byKey: Map<string, NewJob | null>;
}

const changes = new WeakMap<Transaction, Changes>();

/** Written at the end of the transaction, all at once: the queue takes as long for one as for many. */
function changesOf(transaction: Transaction): Changes {
  const known = changes.get(transaction);
  if (known) return known;
  const created: Changes = { keyless: [], byKey: new Map() };
  changes.set(transaction, created);
  transaction.beforeCommit(() => write(transaction, created));
  return created;
}

function write(transaction: Transaction, { keyless, byKey }: Changes): Promise<unknown> {
  const removed = [...byKey].flatMap(([key, job]) => (job ? [] : [key]));
  const keyed = [...byKey].flatMap(([key, job]) => (job ? [{ ...job, key }] : []));
  const removal = "select graphile_worker.remove_job(key) from unnest($1::text[]) as key";
  return Promise.all([
    removed.length > 0 && transaction.query(removal, [removed]),
    add(transaction, [...keyless, ...keyed.filter(({ keepsTime }) => !keepsTime)], false),
    add(
      transaction,
      keyed.filter(({ keepsTime }) => keepsTime),
      true,
    ),
  ]);
}

async function add(
  transaction: Transaction,
  jobs: readonly (NewJob & { readonly key?: string })[],
  keepTimes: boolean,
): Promise<void> {
  if (jobs.length === 0) return;
  const addition = `select from graphile_worker.add_jobs(array(
    select (name, payload, null, run_at, null, key, null, null)::graphile_worker.job_spec
    from unnest($1::text[], $2::json[], $3::timestamptz[], $4::text[]) as job (name, payload, run_at, key)), $5::boolean)`;
  await transaction.query(addition, [
    jobs.map(({ name }) => name),
    jobs.map(({ payload }) => payload),
    jobs.map(({ runAt }) => runAt),
    jobs.map(({ key }) => key ?? null),
    keepTimes,
  ]);
}

/** Job keys are global in the database. Ours contain the firm and the name. */
function keyOf(firmId: string, name: string, key: string): string {
  return `${firmId} ${name} ${key}`;
}
