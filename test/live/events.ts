import type { FirmFactory } from "@coachwork/testing";
import type { Pool } from "pg";
import type { TestDatabase } from "../support/database.ts";

/** Logs an event, or several alike, as a transaction of the scheduling service does, and says so on the bus. */
export async function happen(pool: Pool, firm: FirmFactory, type: string, ids: object, times = 1): Promise<void> {
  await log(pool, firm, type, ids, times);
  await pool.query("select pg_notify('coachwork_events', $1)", [firm.firmId]);
}

/** Logs events without saying so, as if the bus had lost it. */
export async function log(pool: Pool, { firmId }: FirmFactory, type: string, ids: object, times = 1): Promise<void> {
  await pool.query(
    `with counter as (update firm_counter set last_seq = last_seq + $4::int where firm_id = $1::uuid returning last_seq)
     insert into event (firm_id, seq, type, ids, occurred_at)
     select $1::uuid, last_seq - $4::int + n, $2, $3, now() from counter, generate_series(1, $4::int) as n`,
    [firmId, type, ids, times],
  );
}

/** Ends the services' connections to a database, and lets them have no new ones. */
export async function turnAway({ admin, name }: TestDatabase): Promise<void> {
  await admin.query(`alter database ${name} connection limit 0`);
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename like 'coachwork\\_%'",
    [name],
  );
}

/** Lets the services connect again. */
export async function letIn({ admin, name }: TestDatabase): Promise<void> {
  await admin.query(`alter database ${name} connection limit -1`);
}
