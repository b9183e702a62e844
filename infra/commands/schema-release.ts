/** `pnpm schema:release VERSION`: keeps the schema as it is now as that of a release. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./command-line.ts";
import { compareVersions, currentSchema, releases, releasesIn } from "../versions/changelog.ts";
import { flawsAfter } from "../versions/compare.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm schema:release VERSION

Keeps packages/schema/schema.graphql as the schema of the release VERSION, such as 0.2.0. Then run pnpm schema:print.
`;

await runCommand({
  usage,
  options: {},
  most: 1,
  async run(_, [version]) {
    if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version))
      throw new Refusal(`${JSON.stringify(version ?? "")} is no version: give one such as 0.2.0.`);
    const last = releases().at(-1);
    if (last && compareVersions(version, last.version) <= 0)
      throw new Refusal(`${last.version} is released already: give a later version than that.`);
    const schema = currentSchema();
    const flaws = last ? await flawsAfter(last.schema, schema, new Date().toISOString().slice(0, 10)) : [];
    if (flaws.length > 0) throw new Refusal(flaws.join("\n"));
    await writeFile(join(releasesIn, `${version}.graphql`), schema);
  },
});
