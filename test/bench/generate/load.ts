import { once } from "node:events";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { from as copyFrom, type CopyStreamQuery } from "pg-copy-streams";
import { writeFirm } from "./firm.ts";
import { type Size, sessionsPerFirm } from "./sizes.ts";
import { columns, type Table, type Value } from "./table.ts";

/** Characters that are sent at once. */
const CHUNK = 256 * 1024;

/** One table's rows on their way, on a connection of its own. */
class Copy {
  #text = "";
  #full: Promise<unknown> | undefined;
  readonly #client: pg.Client;
  readonly #stream: CopyStreamQuery;

  private constructor(client: pg.Client, stream: CopyStreamQuery) {
    this.#client = client;
    this.#stream = stream;
  }

  static async open(url: string, table: Table): Promise<Copy> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // Each table is loaded on its own: rows may come before those they point to, and are right by construction.
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    return new Copy(client, client.query(copyFrom(`copy ${table} (${columns[table].join(", ")}) from stdin`)));
  }

  write(values: readonly Value[]): void {
    let line = "";
    for (let place = 0; place < values.length; place++) {
      if (place > 0) line += "\t";
      line += values[place] ?? "\\N";
    }
    this.#text += line + "\n";
    if (this.#text.length > CHUNK) this.#send();
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    await this.#full;
    this.#full = undefined;
  }

  async close(): Promise<void> {
    this.#send();
    this.#stream.end();
    await finished(this.#stream);
    await this.#client.end();
  }

  #send(): void {
    if (!this.#stream.write(this.#text)) this.#full ??= once(this.#stream, "drain");
    this.#text = "";
  }
}

/** Fills an empty, migrated database, entered as its administrator. */
export async function load(adminUrl: string, size: Size, anchor: number): Promise<void> {
  const names = Object.keys(columns) as Table[];
  const opened = await Promise.all(names.map((table) => Copy.open(adminUrl, table)));
  const copies = Object.fromEntries(names.map((table, place) => [table, opened[place]!])) as Record<Table, Copy>;
  const write = (table: Table, ...values: readonly Value[]) => copies[table].write(values);
  for (const [place, sessions] of sessionsPerFirm(size).entries()) {
    for (const _ of writeFirm({ number: place + 1, sessions, anchor }, write)) {
      for (const copy of opened) await copy.room();
    }
    await sleep(0); // lets the connections hear what the server says
  }
  await Promise.all(opened.map((copy) => copy.close()));
}
