import { until } from "@coachwork/testing";
import type { SharedDatabase } from "./database.ts";

/** The first full hour that is at least this many hours ahead. Clients book sessions of an hour on the hour. */
export function inHours(hours: number): Date {
  return new Date(Math.ceil((Date.now() + hours * 3_600_000) / 3_600_000) * 3_600_000);
}

/**
 * Moves the start of a booked session to an instant that nobody can book, such as in two seconds. Its job waits for that
 * instant, as if the session had been booked for it.
 */
export async function beginAt(database: SharedDatabase, session: string, startsAt: Date): Promise<void> {
  await everythingPlanned(database, session);
  await database.admin.query(
    "update session set ends_at = ends_at + ($2 - starts_at), starts_at = $2 where id = $1::uuid",
    [uuidIn(session), startsAt],
  );
  await whenPlanned(database, { session, job: "startSession", field: "startsAt", at: startsAt });
}

/** Moves the end of a hold in the same way. */
export async function endHoldAt(database: SharedDatabase, session: string, heldUntil: Date): Promise<void> {
  await everythingPlanned(database, session);
  await database.admin.query("update session set held_until = $2 where id = $1::uuid", [uuidIn(session), heldUntil]);
  await whenPlanned(database, { session, job: "expireHold", field: "dueAt", at: heldUntil });
}

/** Waits until all events of the session's firm have led to their jobs. Otherwise a job could still be planned for an old time. */
async function everythingPlanned(database: SharedDatabase, session: string): Promise<void> {
  await until("everything to be planned", async () => {
    const { rows } = await database.admin.query<{ isPlanned: boolean }>(
      `select l.seq >= c.last_seq as "isPlanned" from session s
       join firm_counter c on c.firm_id = s.firm_id join log_cursor l on l.firm_id = s.firm_id and l.reader = 'jobs'
       where s.id = $1::uuid`,
      [uuidIn(session)],
    );
    return rows[0]?.isPlanned === true;
  });
}

/** Waits until a firm has no jobs left except those for a later time. */
export async function allDone(database: SharedDatabase, firmId: string): Promise<void> {
  const left = async () => {
    const { rows } = await database.admin.query<{ count: string }>(
      `select (select count(*) from graphile_worker._private_jobs
           where payload->>'firmId' = $1::text and run_at < now() + interval '5 seconds')
         + (select last_seq from firm_counter where firm_id = $1::uuid)
         - coalesce((select seq from log_cursor where firm_id = $1::uuid and reader = 'jobs'), 0) as count`,
      [firmId],
    );
    return rows[0]!.count;
  };
  await until("everything to be done", left, (count) => count === "0");
}

/** PostgreSQL reads a UUID without its hyphens. */
const uuidIn = (session: string) => session.replace("session_", "");

interface Planned {
  readonly session: string;
  readonly job: string;
  /** The field of the job's payload that holds its time. */
  readonly field: string;
  readonly at: Date;
}

/** Waits for a session's job and gives it another time. */
async function whenPlanned(database: SharedDatabase, { session, job, field, at }: Planned): Promise<void> {
  await until(`the job ${job}`, async () => {
    const { rowCount } = await database.admin.query(
      `update graphile_worker._private_jobs j
       set run_at = $3, payload = jsonb_set(payload::jsonb, array[$4::text], to_jsonb($5::text))::json
       from graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = $2 and (j.payload->>'session')::uuid = $1::uuid and j.payload->>$4 is not null`,
      [uuidIn(session), job, at, field, at.toISOString()],
    );
    return rowCount === 1;
  });
}
