import { statementsSentTo } from "../isolation/log.js";
import { objections } from "../isolation/shardable.js";
import type { SharedDatabase } from "../support/database.ts";

export interface Statements {
  /** What the services sent, without ids. */
  readonly texts: ReadonlySet<string>;
  /** Those that do not stay on their firm's shard. */
  readonly astray: readonly string[];
}

/** The statements of a file's services that are `about` something: whether they stay on the shard of these tables. */
export async function statementsAbout(
  database: SharedDatabase,
  tables: ReadonlySet<string>,
  about: (sent: { readonly application: string; readonly text: string }) => boolean,
): Promise<Statements> {
  const sent = (await statementsSentTo(database)).filter(about);
  const texts = new Set(sent.map(({ text }) => text.replaceAll(/'[0-9a-f-]{36}'/g, "'…'")));
  const astray = [];
  for (const text of texts) if ((await objections(text, tables)).length > 0) astray.push(text);
  return { texts, astray };
}
