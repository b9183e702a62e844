/** `pnpm schema:print`: writes schema.graphql from the code, and the page of what changed in it since each release. */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { runCommand } from "./command-line.ts";
import { changelog, changelogFile, currentSchema, releases } from "../versions/changelog.ts";
import { flawsAfter } from "../versions/compare.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm schema:print [--check]

Writes packages/schema/schema.graphql and docs/changelog.md.

  --check   writes nothing. Says whether both are what the code says, and whether the schema breaks what was released
`;

await runCommand({
  usage,
  options: { check: { type: "boolean" } },
  most: 0,
  async run({ check = false }) {
    print(check);
    const schema = currentSchema();
    const all = releases();
    const today = new Date().toISOString().slice(0, 10);
    const flaws = await flawsAfter(all.at(-1)!.schema, schema, today);
    if (flaws.length > 0)
      throw new Refusal(
        [`The API breaks what ${all.at(-1)!.version} released:`, ...flaws.map((flaw) => `- ${flaw}`)].join("\n"),
      );
    const page = await format(await changelog(all, schema), {
      ...(await resolveConfig(changelogFile)),
      parser: "markdown",
    });
    if (!check) return writeFile(changelogFile, page);
    if ((await readFile(changelogFile, "utf8").catch(() => "")) !== page)
      throw new Refusal(
        "docs/changelog.md is not what the schema says. Run `pnpm schema:print` and commit the result.",
      );
  },
});

function print(check: boolean): void {
  const program = join(import.meta.dirname, "../../apps/gateway/dist/print-schema.js");
  const { status } = spawnSync(process.execPath, [program, ...(check ? ["--check"] : [])], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
