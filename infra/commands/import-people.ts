/** `pnpm import:people`: sends a CSV file of people to the running platform. */
import { readFile } from "node:fs/promises";
import { runCommand } from "./command-line.ts";
import { ask, demoFirm, demoPerson, signIn } from "./demo-gateway.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm import:people FILE [--dry-run] [--partial] [--column "TITLE=FIELD"]... [--token=TOKEN]

Adds and changes people as a CSV says, and reports each record that is refused; then the exit code is 1.
The columns: external_id, name, email, roles (separated by ;), organization, team, time_zone, locale. The file needs email
or external_id. What a missing column would say stays as it is. Commas, semicolons or tabs separate the columns.

  --dry-run  say what would change, and write nothing
  --partial  write the good records even if others are refused; otherwise it is all or nothing
  --column   what a column with another name says, such as --column "Mail=email"
  --token    of whoever imports; the owner of the demo's first firm by default
`;

interface ImportPeople {
  records: ImportedRecord[] | null;
  ignoredColumns: { column: string; probably: string | null }[];
  created: number | null;
  updated: number | null;
  unchanged: number | null;
  refused: number | null;
  userErrors: { message: string }[];
}

interface ImportedRecord {
  line: number;
  externalId: string | null;
  outcome: string;
  errors: RecordError[];
  changes: { field: string; before: string | null; after: string | null }[];
  keptRoles: string[];
}

interface RecordError {
  field: string;
  code: string;
  message: string;
}

const mutation = `
  mutation ($input: ImportPeopleInput!) {
    importPeople(input: $input) {
      records {
        line externalId outcome keptRoles
        errors { field code message }
        changes { field before after }
      }
      ignoredColumns { column probably }
      created updated unchanged refused
      userErrors { message }
    }
  }
`;

const fields = ["external_id", "name", "email", "roles", "organization", "team", "time_zone", "locale"];

await runCommand({
  usage,
  options: {
    "dry-run": { type: "boolean", default: false },
    partial: { type: "boolean", default: false },
    column: { type: "string", multiple: true, default: [] },
    token: { type: "string" },
  },
  most: 1,
  async run({ partial, "dry-run": dryRun, column, token }, [file]) {
    if (file === undefined) throw new Refusal("Say which file to import: see --help.");
    const columns = column.map(namedColumn);
    const csv = await read(file);
    const firm = demoFirm();
    const bearer = token ?? (await signIn(firm, demoPerson(firm, "OWNER")));
    const input = { csv, columns, partial, dryRun };
    const { importPeople } = await ask<{ importPeople: ImportPeople }>(bearer, mutation, { input });
    report(importPeople, dryRun);
  },
});

/** Parses `--column TITLE=FIELD`. A title may contain `=`. */
function namedColumn(given: string): { column: string; field: string } {
  const end = given.lastIndexOf("=");
  const field = given
    .slice(end + 1)
    .trim()
    .toLowerCase();
  if (end > 0 && fields.includes(field)) return { column: given.slice(0, end).trim(), field: field.toUpperCase() };
  throw new Refusal(
    `--column is ${JSON.stringify(given)}: give TITLE=FIELD, where FIELD is one of ${fields.join(", ")}.`,
  );
}

async function read(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${messageOf(error)}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${file} is not UTF-8: save it as UTF-8 and import it again.`);
  }
}

function report(imported: ImportPeople, isTried: boolean): void {
  const { records, created, updated, unchanged, refused, userErrors } = imported;
  for (const { column, probably } of imported.ignoredColumns) {
    const hint = probably === null ? "" : `; if it is ${probably.toLowerCase()}, rename it or give --column`;
    console.log(`column ${JSON.stringify(column)} is not read${hint}`);
  }
  for (const { line, externalId, outcome, errors, changes, keptRoles } of records ?? []) {
    const who = `line ${line}${externalId === null ? "" : ` (${externalId})`}`;
    for (const { field, code, message } of errors) console.log(`${who}: ${field} ${code}: ${message}`);
    if (!isTried) continue;
    for (const { field, before, after } of changes)
      console.log(`${who}: ${outcome} ${field.toLowerCase()}: ${before ?? "none"} -> ${after ?? "none"}`);
    if (keptRoles.length > 0) console.log(`${who}: keeps ${keptRoles.join(";")}, which somebody gave by hand`);
  }
  if (records !== null) {
    const sums = `${created ?? 0} created, ${updated ?? 0} updated, ${unchanged ?? 0} unchanged, ${refused ?? 0} refused.`;
    console.log(isTried ? `Nothing was written. It would be: ${sums}` : sums);
  }
  if (userErrors[0]) throw new Refusal(userErrors.map(({ message }) => message).join(" "));
  if (refused) process.exitCode = 1;
}
