import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");

/** The sources of the services and of what they share, without their migrations and tests. */
async function sources(): Promise<readonly string[]> {
  const folders = ["apps/gateway/src", "apps/scheduling/src", "packages/schema/src", "packages/platform/src"];
  const all = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(join(root, folder), { recursive: true });
      return files.map((file) => join(folder, file));
    }),
  );
  return all.flat().filter((file) => file.endsWith(".ts") && !/\/migrations\/|\.test\.ts$/.test(file));
}

const says = async (words: RegExp) =>
  (await sources()).filter((file) => words.test(readFileSync(join(root, file), "utf8"))).sort();

test("One module reads the sums of answers, and one writes them", async () => {
  expect(await says(/\banswer_block\b/)).toEqual([
    "apps/gateway/src/measuring/survey-results.ts",
    "packages/schema/src/measuring/aggregates/answer-block.ts",
  ]);
  expect(await says(/\bAnswerBlock\b/)).toEqual([
    "apps/scheduling/src/surveys/count-answers.ts",
    "packages/schema/src/measuring/aggregates/answer-block.ts",
  ]);
});

test("Answers are added up in one place, when a survey has closed", async () => {
  expect(await says(/\btallyOf\(|\braterReport\(|\bblocksOf\(/)).toEqual([
    "apps/gateway/src/measuring/survey-results.ts",
    "apps/scheduling/src/surveys/count-answers.ts",
    "packages/schema/src/measuring/aggregates/blocks.ts",
    "packages/schema/src/measuring/aggregates/rater-report.ts",
    "packages/schema/src/measuring/aggregates/tally.ts",
  ]);
});
