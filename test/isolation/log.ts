import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { type TestDatabase, testServer } from "@coachwork/testing";

/** A statement that PostgreSQL was sent. */
export interface Logged {
  readonly application: string;
  readonly text: string;
}

/** Every statement that a database was sent so far, from PostgreSQL's own log of the test run. */
export async function statementsSentTo({ name, admin }: TestDatabase): Promise<Logged[]> {
  const marker = randomUUID();
  await admin.query(`select '${marker}'`);
  const { logFile } = testServer();
  let log = "";
  for (let patience = 100; !log.includes(marker); patience -= 1) {
    if (patience === 0) throw new Error(`PostgreSQL does not write its statements to ${logFile}.`);
    await setTimeout(20);
    log = await readFile(logFile, "utf8");
  }
  // A line that begins with a tab goes on with the statement before it.
  const entries = log.replaceAll("\n\t", "\n ").split(/\n(?=[^|\n]*\|[^|\n]*\|\d+\| )/);
  return entries.flatMap((entry) => {
    const [, application, database, text] =
      /^([^|\n]*)\|([^|\n]*)\|\d+\| LOG: {2}(?:statement|execute [^:]*): ([^]*)$/.exec(entry) ?? [];
    return database === name ? [{ application: application!, text: text! }] : [];
  });
}
