import { expect } from "@jest/globals";
import { type AnyData, type TestClient, until } from "@coachwork/testing";
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
