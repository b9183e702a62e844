import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Changes, compare } from "./compare.ts";

const root = join(import.meta.dirname, "..", "..");

/** Where the schemas of releases are, each as it was released. */
export const releasesIn = join(root, "packages/schema/releases");

/** The page that is made. */
export const changelogFile = join(root, "docs/changelog.md");

export interface Release {
  /** Such as `0.1.0`. */
  readonly version: string;
  readonly schema: string;
}

/** All releases, the first one first. */
export function releases(): Release[] {
  return globSync("*.graphql", { cwd: releasesIn })
    .map((file) => ({ version: file.replace(/\.graphql$/, ""), schema: readFileSync(join(releasesIn, file), "utf8") }))
    .sort((one, other) => compareVersions(one.version, other.version));
}

/** The schema as it is now. */
export function currentSchema(): string {
  return readFileSync(join(root, "packages/schema/schema.graphql"), "utf8");
}

/** Orders versions, `MAJOR.MINOR.PATCH`. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
}

/** The page of what changed in each release, and since the last one. */
export async function changelog(all: readonly Release[], schema: string): Promise<string> {
  const steps = [...all, { version: "Not released yet", schema }];
  const sections = await Promise.all(
    steps.slice(1).map(async ({ version, schema }, place) => {
      const told = sectionsOf(await compare(steps[place]!.schema, schema));
      return `## ${version}\n\n${told.length > 0 ? told.join("\n\n") : "Nothing changed."}`;
    }),
  );
  return `# Changes of the API

Made by \`pnpm schema:print\`, which compares the schemas of [releases](../packages/schema/releases). It tells what programs can
meet, and no changed descriptions. What is deprecated names the day from which it may be removed.

${sections.reverse().join("\n\n")}

## ${all[0]!.version}

The first release.
`;
}

function sectionsOf({ breaking, dangerous, deprecated, added }: Changes): string[] {
  const additions = [...added].map(
    ([type, members]) =>
      `${type === "new types" ? "Types" : `\`${type}\``}: ${members.map((each) => `\`${each}\``).join(", ")}`,
  );
  return [
    listOf("Breaking", breaking),
    listOf("May surprise programs", dangerous),
    listOf("Deprecated", deprecated),
    listOf("Added", additions),
  ].flat();
}

function listOf(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`### ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`] : [];
}
