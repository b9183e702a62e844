/** `pnpm import:people`: sends a CSV of people to the running platform. */
import { readFile } from "node:fs/promises";
import { runCommand } from "./command-line.ts";
import { ask, demoFirm, demoPerson, signIn } from "./demo-gateway.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm import:people FILE [--partial] [--token TOKEN]

Adds and changes people as a CSV says, and reports each record that is refused; then the exit code is 1.
The columns: external_id, name, email, roles (separated by ;), organization, team, time_zone, locale.

  --partial  write the good records even if others are refused; otherwise it is all or nothing
  --token    of whoever imports; the owner of the demo's first firm by default
`;

interface ImportPeople {
  records: { line: number; externalId: string | null; outcome: string; errors: RecordError[] }[] | null;
  created: number | null;
  updated: number | null;
  unchanged: number | null;
  refused: number | null;
  userErrors: { message: string }[];
}

interface RecordError {
  field: string;
  code: string;
  message: string;
}

const mutation = `
  mutation ($input: ImportPeopleInput!) {
    importPeople(input: $input) {
      records { line externalId outcome errors { field code message } }
      created updated unchanged refused
      userErrors { message }
    }
  }
`;

await runCommand({
  usage,
  options: { partial: { type: "boolean", default: false }, token: { type: "string" } },
  most: 1,
  async run({ partial, token }, [file]) {
    if (file === undefined) throw new Refusal("Say which file to import: see --help.");
    const csv = await read(file);
    const firm = demoFirm();
    const bearer = token ?? (await signIn(firm, demoPerson(firm, "OWNER")));
    const { importPeople } = await ask<{ importPeople: ImportPeople }>(bearer, mutation, { input: { csv, partial } });
    report(importPeople);
  },
});

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

function report({ records, created, updated, unchanged, refused, userErrors }: ImportPeople): void {
  for (const { line, externalId, errors } of records ?? []) {
    const who = externalId === null ? "" : ` (${externalId})`;
    for (const { field, code, message } of errors) console.log(`line ${line}${who}: ${field} ${code}: ${message}`);
  }
  if (records !== null) {
    console.log(
      `${created ?? 0} created, ${updated ?? 0} updated, ${unchanged ?? 0} unchanged, ${refused ?? 0} refused.`,
    );
  }
  if (userErrors[0]) throw new Refusal(userErrors[0].message);
  if (refused) process.exitCode = 1;
}
