import type { LoggedEvent } from "@coachwork/schema";
import type { Database } from "../database/database.js";
import type { Transaction } from "../database/transaction.js";

const after = `select seq::float8 as seq, type, ids, actor_id as "actorId", occurred_at as "occurredAt" from event
  where firm_id = $1::uuid and seq > $2::bigint order by seq limit $3::integer`;

/** Reads a firm's event log in order, from after a number. */
export async function eventsAfter(
  database: Database,
  firmId: string,
  seq: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await database.read({ firmId, personId: null }, after, [firmId, seq, limit]);
  return rows as unknown as LoggedEvent[];
}

/** As `eventsAfter`, within a transaction, of its firm. */
export async function eventsWithin(transaction: Transaction, seq: number, limit: number): Promise<LoggedEvent[]> {
  return transaction.query<LoggedEvent>(after, [transaction.scope.firmId, seq, limit]);
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

/**
 * The firms with events that a reader has not done yet. The one statement that asks all firms at once; where it runs,
 * policies show these two tables, which hold numbers alone, of every firm.
 */
export async function firmsAhead(database: Database, reader: string): Promise<string[]> {
  const rows = await database.readEveryFirm(
    `select c.firm_id as "firmId" from firm_counter c
     left join log_cursor r on r.firm_id = c.firm_id and r.reader = $1::text
     where c.last_seq > coalesce(r.seq, 0)`,
    [reader],
  );
  return rows.map(({ firmId }) => firmId as string);
}
