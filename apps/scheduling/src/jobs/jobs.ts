import type { Transaction } from "@coachwork/platform";
import type { EngagementSide } from "@coachwork/schema";

/**
 * What the schedule does later and by itself: the jobs by name, and what each is told. UUIDs and instants (ISO 8601) and no
 * content: a job finds out what holds when it runs. The firm is added to each.
 */
export interface Jobs {
  tendSeats: { readonly session: string; readonly dueAt: string };
  vacateSeats: { readonly engagement: string };
  followMembership: { readonly engagement: string };
  releaseCoaches: { readonly engagement: string };
  endSessions: { readonly engagement: string };
  closeFeeds: { readonly person: string };
  refreshBusyCalendar: { readonly calendar: string };
  startSession: { readonly session: string; readonly startsAt: string };
  expireHold: { readonly session: string; readonly dueAt: string };
  materialiseSeries: { readonly series: string };
  tellSession: { readonly session: string; readonly dueAt?: string };
  remindOfSession: { readonly session: string; readonly dueAt: string };
  tellSessions: {
    readonly engagement?: string;
    readonly after?: { readonly startsAt: string; readonly session: string };
  };
  sendEmail: { readonly email: string };
  sendInvitation: { readonly invitation: string };
  tellOfJoining: {
    readonly reader: string;
    readonly side: EngagementSide;
    readonly membership: string;
    readonly at: string;
  };
  tellOfJoinRequest: { readonly reader: string; readonly joinRequest: string };
}

/** Jobs of no firm, about somebody's sign-in. */
interface JobsOfNoFirm {
  sendSignInLetter: { readonly letter: string };
}

export type JobName = keyof Jobs | keyof JobsOfNoFirm;

/** What a job is told: also whose it is, if it is a firm's. */
export type JobPayload<Name extends JobName> = Name extends keyof Jobs
  ? Jobs[Name] & { readonly firmId: string }
  : Name extends keyof JobsOfNoFirm
    ? JobsOfNoFirm[Name]
    : never;

export interface JobTime {
  /** Not before; if not given, at once. */
  readonly runAt?: Date;
  /**
   * Of all jobs of this name and firm only one waits under a key: a later one replaces it, with its time. One that has
   * begun is not taken back, but is not tried again either.
   */
  readonly key?: string;
  /** Where a job waits under the key already, it keeps its time. */
  readonly keepsTime?: boolean;
}

/**
 * Leaves a job to whichever process is free, if and when the transaction commits. Not for commands, whose transactions must
 * never notify (commits would wait for one another): they tell events, and `from-events.ts` makes jobs of these.
 */
export function enqueue<Name extends keyof Jobs>(
  transaction: Transaction,
  name: Name,
  payload: Jobs[Name],
  { runAt, key, keepsTime = false }: JobTime = {},
): void {
  const { firmId } = transaction.scope;
  const job = { name, payload: JSON.stringify({ ...payload, firmId }), runAt: runAt ?? null, keepsTime };
  const changes = changesOf(transaction);
  if (key === undefined) return void changes.keyless.push(job);
  const place = keyOf(firmId, name, key);
  const waiting = changes.byKey.get(place);
  changes.byKey.set(place, keepsTime && waiting ? { ...waiting, payload: job.payload } : job);
}

/** Takes back the job that waits under a key, if there is one. */
export function dequeue(transaction: Transaction, name: keyof Jobs, key: string): void {
  changesOf(transaction).byKey.set(keyOf(transaction.scope.firmId, name, key), null);
}

interface NewJob {
  readonly name: keyof Jobs;
  readonly payload: string;
  readonly runAt: Date | null;
  readonly keepsTime: boolean;
}

/** What a transaction changes in the queue. The last word on a key holds; null: no job. */
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

/** Keys of jobs are the whole database's; ours are a firm's and a name's. */
function keyOf(firmId: string, name: keyof Jobs, key: string): string {
  return `${firmId} ${name} ${key}`;
}
