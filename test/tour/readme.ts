import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A block of commands of the README and the lines that it says they print. */
export interface Block {
  readonly commands: string;
  readonly expected: readonly string[];
}

/** The section of the README under this heading, up to the next of its level. */
export function section(heading: string): string {
  const text = readFileSync(`${root}README.md`, "utf8");
  const from = text.indexOf(`\n## ${heading}\n`);
  if (from < 0) throw new Error(`README.md has no section "${heading}".`);
  const until = text.indexOf("\n## ", from + 1);
  return text.slice(from, until < 0 ? undefined : until);
}

/** The `sh` blocks of a section; a line `# => …` says what the commands above it print. */
export function shellBlocks(text: string): Block[] {
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => {
    const lines = block.split("\n");
    const expected = lines.filter((line) => line.startsWith("# => ")).map((line) => line.slice("# => ".length));
    return { commands: lines.filter((line) => !line.startsWith("# => ")).join("\n"), expected };
  });
}

/** The rows of a section's first table: for each the texts of its cells. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
