import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedDemo } from "@coachwork/infra/demo";
import { settings } from "@coachwork/platform";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { root, section, shellBlocks, tableRows } from "./readme.ts";
import { ownStage } from "../support/stage.ts";

/** What the README says holds: its tour is run, and what it names is compared with the code. */
let directory: string;

// The tour's commands are processes of their own, which take their time on a busy machine.
jest.setTimeout(240_000);

const { database, platform } = await ownStage();

beforeAll(async () => {
  await seedDemo(database);
  directory = await mkdtemp(join(tmpdir(), "coachwork-tour-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test("the tour's commands work in order, and print what the README says", async () => {
  const blocks = shellBlocks(section("A five-minute tour"));
  expect(blocks.length).toBeGreaterThan(5);
  const outputs = await runInBash(blocks.map(({ commands }) => commands));
  blocks.forEach(({ commands, expected }, place) => {
    const printed = (outputs[place] ?? "").split("\n").filter((line) => line !== "");
    expect({ commands, printed }).toEqual({ commands, printed: expected.map(asExpected) });
  });
});

test("the configuration table has every variable that is read, by whom, and its default", () => {
  const rows = tableRows(section("Configuration"));
  const told = rows.map(([variable = "", readers = ""]) => `${unquoted(variable)}: ${readers}`).sort();
  const read = new Map<string, string[]>();
  for (const [reader, variables] of [
    ["gateway", matches("apps/gateway/src/main.ts", /\bconfig\.([A-Z_]+)/g)],
    ["scheduling", matches("apps/scheduling/src/main.ts", /\bconfig\.([A-Z_]+)/g)],
    ["start", matches("infra/launcher/environment.ts", /\benv(?:\.|, ")([A-Z_]+)/g)],
  ] as const) {
    for (const variable of variables) read.set(variable, [...(read.get(variable) ?? []), reader]);
  }
  expect(told).toEqual([...read].map(([variable, readers]) => `${variable}: ${readers.join(", ")}`).sort());

  for (const [variable = "", , standard = ""] of rows) {
    const setting = settings[unquoted(variable) as keyof typeof settings];
    if (!setting) continue;
    const { success, data } = setting.safeParse(undefined);
    expect({ variable, standard: unquoted(standard) }).toEqual({ variable, standard: success ? String(data) : "none" });
  }
});

test("what the README and CONTRIBUTING name is there", () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: Record<string, string> };
  for (const page of ["README.md", "CONTRIBUTING.md"]) {
    const text = readFileSync(`${root}${page}`, "utf8");
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect({ page, link, exists: existsSync(root + link) }).toEqual({ page, link, exists: true });
    }
    for (const [, path = ""] of text.matchAll(/`((?:apps|packages|infra|test)\/[\w./-]+)`/g)) {
      expect({ page, path, exists: existsSync(root + path) }).toEqual({ page, path, exists: true });
    }
    for (const [, script = ""] of text.matchAll(/\bpnpm(?:@12)? ([a-z]+(?::[a-z]+)?)\b/g)) {
      if (["install", "of"].includes(script)) continue;
      expect({ page, script, exists: script in scripts }).toEqual({ page, script, exists: true });
    }
  }
});

/** Runs scripts one after another in one session, which ends at the first command that fails; what each printed. */
async function runInBash(scripts: readonly string[]): Promise<string[]> {
  const boundary = "--- a block of the README ends here ---";
  const file = join(directory, "tour.sh");
  await writeFile(file, scripts.map((script) => `${script}\necho '${boundary}'\n`).join("\n"));
  // The port alone tells the commands which platform they are for.
  const env = { ...process.env, PORT: new URL(platform.url).port, TMPDIR: directory };
  const { stdout, stderr, code } = await new Promise<{ stdout: string; stderr: string; code: unknown }>((resolve) =>
    execFile("bash", ["-euo", "pipefail", file], { cwd: root, env, timeout: 220_000 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error?.code ?? (error ? error.signal : 0) }),
    ),
  );
  if (code !== 0) throw new Error(`The tour ended with ${String(code)}.\n${stdout}\n${stderr}`);
  return stdout.split(`${boundary}\n`);
}

/** A line as the README shows it; `…` stands for anything. */
function asExpected(line: string): unknown {
  if (!line.includes("…")) return line;
  return expect.stringMatching(new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*")}$`));
}

function matches(file: string, pattern: RegExp): Set<string> {
  return new Set([...readFileSync(root + file, "utf8").matchAll(pattern)].map(([, variable = ""]) => variable));
}

function unquoted(cell: string): string {
  return cell.replaceAll("`", "");
}
