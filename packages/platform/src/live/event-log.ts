import type { LoggedEvent } from "@coachwork/schema";
import type { Database } from "../database/database.js";
import type { Transaction } from "../database/transaction.js";

const columns = `seq::float8 as seq, type, ids, actor_id as "actorId", occurred_at as "occurredAt"`;
/**
 * SQL: the events of a firm ($1) after a number ($2), at most $3. `order by seq` would be by the column that is answered, which no index
 * has, and sort all that follows.
 */
export const afterNumber = `select ${columns} from event e
  where firm_id = $1::uuid and seq > $2::bigint order by e.seq limit $3::integer`;
const latest = `select ${columns} from event
  where firm_id = $1::uuid and ($2::text[] is null or type = any($2::text[]))
  order by occurred_at desc, seq desc limit $3::integer`;
const at = `select c.last_seq::float8 as "lastSeq",
    (select f.seq from event f where f.firm_id = $1::uuid order by f.seq limit 1)::float8 as "firstSeq",
    e.seq::float8 as seq, e.type, e.ids, e.actor_id as "actorId", e.occurred_at as "occurredAt"
  from firm_counter c left join event e on e.firm_id = $1::uuid and e.seq = coalesce($2::bigint, c.last_seq)
  where c.firm_id = $1::uuid`;

/** A place in a firm's log. */
export interface LogPlace {
  /** The number of the firm's last event. 0 if there is none. */
  readonly lastSeq: number;
  /** The number of the first event that is still kept, or the next one if none is. Those before it are gone. */
  readonly firstSeq: number;
  /** The event at this place. Undefined if there is none. */
  readonly event: LoggedEvent | undefined;
}

/** Reads a firm's event log in order, after a number. */
export async function eventsAfter(
  database: Database,
  firmId: string,
  seq: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await database.read({ firmId, personId: null }, afterNumber, [firmId, seq, limit]);
  return rows as unknown as LoggedEvent[];
}

/** A firm's latest events, the last one first: all of them, or those of these types. */
export async function latestEvents(
  database: Database,
  firmId: string,
  types: readonly string[] | null,
  limit: number,
): Promise<LoggedEvent[]> {
  const rows = await database.read({ firmId, personId: null }, latest, [firmId, types, limit]);
  return rows as unknown as LoggedEvent[];
}

/** Like `eventsAfter`, within a transaction of the firm. */
export async function eventsWithin(transaction: Transaction, seq: number, limit: number): Promise<LoggedEvent[]> {
  return transaction.query<LoggedEvent>(afterNumber, [transaction.scope.firmId, seq, limit]);
}

/** The place of a number in a firm's log. Defaults to the last event. */
export async function logAt(database: Database, firmId: string, seq?: number): Promise<LogPlace> {
  const [row] = await database.read({ firmId, personId: null }, at, [firmId, seq ?? null]);
  const { lastSeq = 0, firstSeq, ...event } = (row ?? {}) as Partial<LogPlace & LoggedEvent>;
  return { lastSeq, firstSeq: firstSeq ?? lastSeq + 1, event: event.seq == null ? undefined : (event as LoggedEvent) };
}

/**
 * The firms with events that a reader has not processed yet. Only such searches for work read all firms at once. Policies make
 * these two tables, which contain only numbers, visible for every firm.
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

/** The firms for which a reader's progress is stored, and whether they have events that it has not processed yet. */
export async function firmsReadBy(
  database: Database,
  reader: string,
): Promise<{ readonly firmId: string; readonly isAhead: boolean }[]> {
  const rows = await database.readEveryFirm(
    `select r.firm_id as "firmId", c.last_seq > r.seq as "isAhead" from log_cursor r
     join firm_counter c on c.firm_id = r.firm_id where r.reader = $1::text`,
    [reader],
  );
  return rows as unknown as { firmId: string; isAhead: boolean }[];
}
