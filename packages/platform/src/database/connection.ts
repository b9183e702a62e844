import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import process from "node:process";
import type pg from "pg";

/**
 * A connection within a transaction. Statements that are sent without waiting in between leave in one packet, because
 * each write to a socket is a system call and dearer than most statements. Answers come in the order of the statements.
 */
export class Connection {
  readonly #stream: Socket;
  #isCorked = false;

  constructor(private readonly client: pg.PoolClient) {
    this.#stream = (client as unknown as { connection: { stream: Socket } }).connection.stream;
  }

  ask<Row extends object>(query: string | (pg.QueryConfig & { rowMode?: "array" })): Promise<pg.QueryResult<Row>> {
    this.#gather();
    return this.client.query<Row>(query);
  }

  /**
   * Like `ask`, for one of the services' own statements. There are few of them, and each connection parses and plans
   * each only once. Under row level security, that takes longer than most answers.
   */
  askPrepared<Row extends object>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    return this.ask({ name: nameOf(text), text, values: [...values] });
  }

  #gather(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      this.#stream.uncork();
    });
  }
}

/** More than the number of the services' statements. A connection keeps its prepared statements for its whole life. */
const MOST_TEXTS = 1_000;
const names = new Map<string, string>();

/** The name under which connections keep a statement. Undefined if there are too many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST_TEXTS) return known;
  const name = `own_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
}
