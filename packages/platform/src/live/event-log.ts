import type { LoggedEvent } from "@coachwork/schema";
import type { Database } from "../database/database.js";

/** Reads a firm's event log in order, from after a number. */
export async function eventsAfter(
  database: Database,
  firmId: string,
  seq: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await database.read(
    { firmId, personId: null },
    `select seq::float8 as seq, type, ids, actor_id as "actorId", occurred_at as "occurredAt" from event
     where firm_id = $1::uuid and seq > $2::bigint order by seq limit $3::integer`,
    [firmId, seq, limit],
  );
  return rows as unknown as LoggedEvent[];
}

/** The number of the firm's last event; 0 where nothing has happened yet. */
export async function lastSeq(database: Database, firmId: string): Promise<number> {
  const [row] = await database.read(
    { firmId, personId: null },
    "select last_seq::float8 as seq from firm_counter where firm_id = $1::uuid",
    [firmId],
  );
  return (row?.seq as number | undefined) ?? 0;
}
