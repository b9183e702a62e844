import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const built = fileURLToPath(new URL("../../packages/platform/dist/index.js", import.meta.url));

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly repeated?: number;
  readonly references?: readonly string[];
  readonly reference?: string;
  readonly failure?: unknown;
}

/** What a process writes that does this, line by line. All of it is JSON. */
function written(doing: string): Line[] {
  const script = `import { createLogger, run } from ${JSON.stringify(built)}; ${doing}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  const lines = `${stdout}${stderr}`.trim().split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Line);
}

test("a fault that repeats is one line a second, with its count and the references that were given for it", () => {
  const lines = written(`
    const logger = createLogger("test", "info");
    const fail = (reference, code) =>
      logger.error({ reference, err: Object.assign(new Error("No."), { code }) }, "A request failed.");
    for (const reference of ["a", "b", "c"]) fail(reference, "ECONNREFUSED");
    fail("d", "53100");
    logger.warn({ jobs: 1 }, "No fault.");
    logger.warn({ jobs: 1 }, "No fault.");
    setTimeout(() => fail("e", "ECONNREFUSED"), 1_100);
  `);
  expect(lines.map(({ msg, reference, repeated, references }) => [msg, reference, repeated, references])).toEqual([
    ["A request failed.", "a", undefined, undefined],
    ["A request failed.", "d", undefined, undefined],
    ["No fault.", undefined, undefined, undefined],
    ["No fault.", undefined, undefined, undefined],
    ["A request failed.", "c", 2, ["b", "c"]],
    ["A request failed.", "e", 1, ["e"]],
  ]);
});

test("what ends a process, keeps it from starting or warns is a line of its log, too", () => {
  const lines = (doing: string) => written(doing).map(({ level, msg }) => [level, msg]);
  expect(lines(`run("test", async () => { throw new Error("DATABASE_URL: wrong.") });`)).toEqual([
    [60, "DATABASE_URL: wrong."],
  ]);
  expect(lines(`run("test", async () => { setTimeout(() => { throw new Error("A bug.") }) });`)).toEqual([
    [60, "Ended by an unexpected error."],
  ]);
  expect(lines(`run("test", async () => process.emitWarning("Old.", "DeprecationWarning"));`)).toEqual([[40, "Old."]]);
  expect(lines(`run("test", async () => console.error("A library says %s.", "this"));`)).toEqual([
    [40, "A library says this."],
  ]);
});
