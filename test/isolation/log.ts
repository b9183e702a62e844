import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import type { SharedDatabase } from "../support/database.ts";
import { testServer } from "../support/test-run.ts";

/** A statement that PostgreSQL was sent. */
export interface Logged {
  readonly application: string;
  readonly text: string;
}

/** Every statement that a database was sent so far, from PostgreSQL's own log of the test run. */
export async function statementsSentTo(database: SharedDatabase): Promise<Logged[]> {
  const marker = `select '${randomUUID()}'`;
  await database.admin.query(marker);
  for (let patience = 100; patience > 0; patience -= 1) {
    const statements = await written(database);
    const place = statements.findLastIndex(({ text }) => text === marker);
    if (place >= 0) return statements.slice(0, place);
    await setTimeout(20);
  }
  throw new Error(`PostgreSQL does not write its statements to ${testServer().logFile}.`);
}

/** Line by line, and from when the database was made: what all tests of a run send is more than a text can hold. */
async function written({ name, logStart }: SharedDatabase): Promise<Logged[]> {
  const statements: { application: string; text: string }[] = [];
  const lines = createInterface({ input: createReadStream(testServer().logFile, { start: logStart }) });
  let last: (typeof statements)[number] | undefined;
  for await (const line of lines) {
    // A line that begins with a tab goes on with the statement before it.
    if (line.startsWith("\t")) {
      if (last) last.text += `\n ${line.slice(1)}`;
      continue;
    }
    const [, application, database, text] =
      /^([^|]*)\|([^|]*)\|\d+\| LOG: {2}(?:statement|execute [^:]*): (.*)$/.exec(line) ?? [];
    last = database === name ? { application: application!, text: text! } : undefined;
    if (last) statements.push(last);
  }
  // An empty one asks for nothing: by it a connection finds out whether the other end is there.
  return statements.filter(({ text }) => text.trim() !== "");
}
