/** `pnpm import:people`: sends a CSV file of people to the running platform. */
import { readFile } from "node:fs/promises";
import { runCommand } from "./command-line.ts";
import { ask, demoFirm, demoPerson, signIn } from "./demo-gateway.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm import:people FILE [--dry-run] [--partial] [--column "TITLE=FIELD"]... [--token=TOKEN]
       [--deactivate-absent [--most=PERCENT] [--organization=ID]]

Adds and changes people as a CSV says, and reports each record that is refused; then the exit code is 1.
The columns: external_id, name, email, roles (separated by ;), organization, team, time_zone, locale. The file needs email
or external_id. What a missing column would say stays as it is. Commas, semicolons or tabs separate the columns.

  --dry-run  say what would change, and write nothing
  --partial  write the good records even if others are refused; otherwise it is all or nothing
  --deactivate-absent
             deactivate those with an external id whom the file does not name
  --most     the most of them, in percent; 10 by default
  --organization
             whose people the file names; the firm's by default
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
  reactivated: number | null;
  deactivated: number | null;
  absent: { outcome: string; reason: string | null; person: { name: string } | null }[];
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
      created updated unchanged refused reactivated deactivated
      absent { outcome reason person { name } }
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
    "deactivate-absent": { type: "boolean", default: false },
    most: { type: "string" },
    organization: { type: "string" },
    column: { type: "string", multiple: true, default: [] },
    token: { type: "string" },
  },
  most: 1,
  async run({ partial, "dry-run": dryRun, column, token, ...absent }, [file]) {
    if (file === undefined) throw new Refusal("Say which file to import: see --help.");
    const deactivateAbsent = whoIsMissed(absent);
    const columns = column.map(namedColumn);
    const csv = await read(file);
    const firm = demoFirm();
    const bearer = token ?? (await signIn(firm, demoPerson(firm, "OWNER")));
    const input = { csv, columns, partial, dryRun, deactivateAbsent };
    const { importPeople } = await ask<{ importPeople: ImportPeople }>(bearer, mutation, { input });
    report(importPeople, dryRun);
  },
});

interface Absent {
  readonly "deactivate-absent": boolean;
  readonly most?: string | undefined;
  readonly organization?: string | undefined;
}

function whoIsMissed({ "deactivate-absent": isAsked, most, organization }: Absent): object | undefined {
  if (!isAsked && (most ?? organization) !== undefined)
    throw new Refusal("--most and --organization need --deactivate-absent.");
  if (most !== undefined && !/^\d{1,2}$/.test(most)) throw new Refusal(`--most is ${most}: give percent, 1 to 50.`);
  if (!isAsked) return undefined;
  return { organizationId: organization, ...(most !== undefined && { mostPercent: Number(most) }) };
}

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
  const { records, absent, created, updated, unchanged, refused, reactivated, deactivated, userErrors } = imported;
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
  for (const { outcome, reason, person } of absent)
    console.log(`absent: ${person?.name}: ${outcome}${reason === null ? "" : `: ${reason}`}`);
  if (records !== null) {
    const parts = [
      ...[
        `${created ?? 0} created`,
        `${updated ?? 0} updated`,
        `${unchanged ?? 0} unchanged`,
        `${refused ?? 0} refused`,
      ],
      ...(reactivated ? [`${reactivated} reactivated`] : []),
      ...(deactivated ? [`${deactivated} deactivated`] : []),
    ];
    const sums = `${parts.join(", ")}.`;
    console.log(isTried ? `Nothing was written. It would be: ${sums}` : sums);
  }
  if (userErrors[0]) throw new Refusal(userErrors.map(({ message }) => message).join(" "));
  if (refused) process.exitCode = 1;
}
