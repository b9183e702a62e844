import type { Transaction } from "@coachwork/platform";

/**
 * What the schedule does later and by itself: the jobs by name, and what each is told. UUIDs and instants (ISO 8601) and no
 * content: a job finds out what holds when it runs. The firm is added to each.
 */
export interface Jobs {
  tendSeats: { readonly session: string; readonly dueAt: string };
  vacateSeats: { readonly engagement: string };
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
}

export type JobName = keyof Jobs;

/** What a job is told: also whose it is. */
export type JobPayload<Name extends JobName> = Jobs[Name] & { readonly firmId: string };

export interface JobTime {
  /** Not before; if not given, at once. */
  readonly runAt?: Date;
  /**
   * Of all jobs of this name and firm only one waits under a key: a later one replaces it, with its time. One that has
   * begun is not taken back, but is not tried again either.
   */
  readonly key?: string;
}

/**
 * Leaves a job to whichever process is free, if and when the transaction commits. Not for commands, whose transactions must
 * never notify (commits would wait for one another): they tell events, and `from-events.ts` makes jobs of these.
 */
export async function enqueue<Name extends JobName>(
  transaction: Transaction,
  name: Name,
  payload: Jobs[Name],
  { runAt, key }: JobTime = {},
): Promise<void> {
  const { firmId } = transaction.scope;
  await transaction.query(
    `select from graphile_worker.add_job(
       $1::text, $2::json, run_at => $3::timestamptz, job_key => $4::text, job_key_mode => 'replace')`,
    [name, JSON.stringify({ ...payload, firmId }), runAt ?? null, key === undefined ? null : keyOf(firmId, name, key)],
  );
}

/** Takes back the job that waits under a key, if there is one. */
export async function dequeue(transaction: Transaction, name: JobName, key: string): Promise<void> {
  await transaction.query("select from graphile_worker.remove_job($1::text)", [
    keyOf(transaction.scope.firmId, name, key),
  ]);
}

/** Keys of jobs are the whole database's; ours are a firm's and a name's. */
function keyOf(firmId: string, name: JobName, key: string): string {
  return `${firmId} ${name} ${key}`;
}
