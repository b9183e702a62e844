import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import process from "node:process";
import type pg from "pg";

/**
 * A connection in one transaction. What is asked of it in one go, without waiting in between, leaves in one packet: each write
 * to a socket is a call of the system, dearer than most statements' own work. It answers in the order in which it was asked.
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
   * As `ask`, for one of the services' own statements: their texts are few, and the connection reads and plans each but once.
   * Under row level security that takes longer than most answers.
   */
  askAgain<Row extends object>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
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

/** More texts than the services have; a connection keeps what it has prepared for as long as it lives. */
const MOST_TEXTS = 1_000;
const names = new Map<string, string>();

/** The name under which connections keep a statement; undefined where there are too many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST_TEXTS) return known;
  const name = `own_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
}
