import { expect, test } from "@jest/globals";
import type { SharedDatabase } from "../support/database.ts";
import { statementsSentTo } from "./log.js";
import { objections } from "./shardable.js";
import { stampedTables, unstamped } from "./unstamped.js";

interface Looked {
  /** Whose log is read, once the tests have run. */
  readonly database: () => SharedDatabase;
  /** Which statements of the scheduling service are looked at. */
  readonly about: RegExp;
  /** Some that must be among them: what sends none holds nothing. */
  readonly kinds: readonly RegExp[];
}

/** The last test of a file: each statement that was sent meanwhile stays on its firm's shard, and tells of changes. */
export function testStatements({ database, about, kinds }: Looked): void {
  test("every statement stays on its firm's shard", async () => {
    const { rows } = await database().admin.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    );
    const tables = new Set(rows.map(({ name }) => name).filter((name) => name !== "migration"));
    const sent = (await statementsSentTo(database())).filter(
      ({ application, text }) => application.startsWith("coachwork scheduling") && about.test(text),
    );
    const texts = [...new Set(sent.map(({ text }) => text.replaceAll(/'[0-9a-f-]{36}'/g, "'…'")))];
    const stamped = await stampedTables(database().admin);
    for (const text of texts) {
      expect([text, await objections(text, tables)]).toEqual([text, []]);
      expect([text, await unstamped(text, stamped)]).toEqual([text, []]);
    }
    for (const kind of kinds) expect([kind, texts.some((text) => kind.test(text))]).toEqual([kind, true]);
  });
}
