import { expect } from "@jest/globals";
import { type AnyData, type FirmFactory, type TestClient, until } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import { allDone } from "../support/due.ts";
import { PUBLIC_URL } from "../support/platform.ts";

const reports = {
  importPeople: "records { line externalId outcome errors { field code message } } created updated unchanged refused",
  importEngagements:
    "records { line externalId outcome errors { field code message } engagement { id } } ignoredColumns created unchanged refused",
  importSessions:
    "records { line engagementExternalId outcome errors { field code message } session { id } } ignoredColumns created unchanged refused",
} as const;
export type ImportName = keyof typeof reports;

/** Imports a text, and returns the payload. */
export async function imported(by: TestClient, name: ImportName, csv: string, more: object = {}): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${reports[name]} userErrors { code field message } } }`;
  return (await by.ask(text, { input: { csv, ...more } }))[name];
}

/** Tries an import, and then does it: the two say the same but for the ids of what is new. */
export async function triedAndImported(by: TestClient, name: ImportName, csv: string): Promise<AnyData> {
  const tried = await imported(by, name, csv, { dryRun: true });
  const done = await imported(by, name, csv);
  const told = ({ records, ...sums }: AnyData) => ({
    ...sums,
    records: records.map(({ engagement: _, session: __, ...record }: AnyData) => record),
  });
  expect(told(done)).toEqual(told(tried));
  expect(done.userErrors).toEqual([]);
  return done;
}

/** What is wrong with each record: its line, the column and the code. */
export function faultsIn({ records }: AnyData): string[] {
  return records.flatMap(({ line, errors }: AnyData) =>
    errors.map(({ field, code }: AnyData) => `${line} ${field} ${code}`),
  );
}

/** A list as CSV, by a bulk export. */
export async function exported(by: TestClient, query: string, platformUrl: string): Promise<string> {
  const text =
    "mutation ($query: String!) { bulkExport(input: { query: $query, format: CSV }) { bulkExport { id } userErrors { code message } } }";
  const { bulkExport } = await by.ask(text, { query });
  expect(bulkExport.userErrors).toEqual([]);
  const look = "query ($id: ID!) { node(id: $id) { ... on BulkExport { status endedAt url } } }";
  const { status, url } = await until(
    "the export to end",
    async () => (await by.ask(look, { id: bulkExport.bulkExport.id })).node,
    ({ endedAt }) => endedAt !== null,
  );
  expect(status).toBe("DONE");
  return (await fetch(url.replace(PUBLIC_URL, platformUrl))).text();
}

/** Sessions that were cancelled or never confirmed, that nobody recorded, and that are ahead. */
export async function addUnheldSessions(firm: FirmFactory, database: SharedDatabase): Promise<void> {
  await allDone(database, firm.firmId);
  const idIn = async (table: "engagement" | "person", externalId: string): Promise<string> => {
    const text = `select id from ${table} where firm_id = $1 and external_id = $2`;
    return (await database.admin.query(text, [firm.firmId, externalId])).rows[0].id;
  };
  const engagement = await idIn("engagement", "e1");
  const who = { coaches: [await idIn("person", "c1")], participants: [await idIn("person", "p1")] };
  const ahead = new Date(Date.now() + 86_400_000);
  ahead.setUTCMinutes(0, 0, 0);
  await firm.session(engagement, { ...who, startsAt: ahead });
  await firm.session(engagement, { ...who, startsAt: new Date("2024-04-01T09:00:00Z") });
  for (const [status, day] of [
    ["CANCELLED", "2024-05-01"],
    ["EXPIRED", "2024-06-01"],
  ])
    await firm.session(engagement, { coaches: who.coaches, startsAt: new Date(`${day}T09:00:00Z`) }, { status });
}
