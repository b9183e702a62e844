import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The pages for users, from the front page on. */
export const pages = ["README.md", ...globSync("docs/*.md", { cwd: root }).sort()];

/** Every page that is written by hand. */
export const allPages = [...pages, "CONTRIBUTING.md", ...globSync("docs/adr/*.md", { cwd: root }).sort()];

/** A block of commands and the lines that the page says they print. */
export interface Block {
  readonly commands: string;
  readonly expected: readonly string[];
}

export function textOf(page: string): string {
  return readFileSync(`${root}${page}`, "utf8");
}

/** The section of a page under this heading, up to the next of its level. */
export function section(page: string, heading: string): string {
  const text = textOf(page);
  const from = text.indexOf(`\n## ${heading}\n`);
  if (from < 0) throw new Error(`${page} has no section "${heading}".`);
  const until = text.indexOf("\n## ", from + 1);
  return text.slice(from, until < 0 ? undefined : until);
}

/** The texts of the blocks in this language. */
export function blocksIn(text: string, language: string): string[] {
  const fence = new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms");
  return [...text.matchAll(fence)].map(([, block = ""]) => block);
}

/** The `sh` blocks of a text. A line `# => …` says what the commands above it print. */
export function shellBlocks(text: string): Block[] {
  return blocksIn(text, "sh").map((block) => {
    const lines = block.split("\n");
    const expected = lines.filter((line) => line.startsWith("# => ")).map((line) => line.slice("# => ".length));
    return { commands: lines.filter((line) => !line.startsWith("# => ")).join("\n"), expected };
  });
}

/** The rows of a text's first table: for each the texts of its cells. */
export function tableRows(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
