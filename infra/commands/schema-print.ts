/** `pnpm schema:print`: writes what is printed from the code: schema.graphql, and two pages about it. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { runCommand } from "./command-line.ts";
import { changelog, changelogFile, currentSchema, releases } from "../versions/changelog.ts";
import { flawsAfter } from "../versions/compare.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm schema:print [--check]

Writes packages/schema/schema.graphql, docs/reference.md and docs/changelog.md.

  --check   writes nothing. Says whether they are what the code says, and whether the schema breaks what was released
`;

const root = join(import.meta.dirname, "../..");
const programs = join(root, "apps/gateway/dist");

await runCommand({
  usage,
  options: { check: { type: "boolean" } },
  most: 0,
  async run({ check = false }) {
    const arguments_ = [join(programs, "print-schema.js"), ...(check ? ["--check"] : [])];
    const { status } = spawnSync(process.execPath, arguments_, { stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
    const schema = currentSchema();
    await refuseBreaks(schema);
    const reference = execFileSync(process.execPath, [join(programs, "print-reference.js")], { encoding: "utf8" });
    await settle(join(root, "docs/reference.md"), reference, check);
    await settle(changelogFile, await changelog(releases(), schema), check);
  },
});

/** Refuses a schema that breaks what was released last. */
async function refuseBreaks(schema: string): Promise<void> {
  const last = releases().at(-1)!;
  const flaws = await flawsAfter(last.schema, schema, new Date().toISOString().slice(0, 10));
  if (flaws.length === 0) return;
  throw new Refusal([`The API breaks what ${last.version} released:`, ...flaws.map((flaw) => `- ${flaw}`)].join("\n"));
}

/** Writes a page, or compares it with what is there. */
async function settle(file: string, text: string, check: boolean): Promise<void> {
  const page = await format(text, { ...(await resolveConfig(file)), parser: "markdown" });
  if (!check) return writeFile(file, page);
  if ((await readFile(file, "utf8").catch(() => "")) === page) return;
  throw new Refusal(
    `${file.slice(root.length + 1)} is not what the code says. Run \`pnpm schema:print\` and commit the result.`,
  );
}
