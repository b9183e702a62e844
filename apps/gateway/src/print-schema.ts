import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { lexicographicSortSchema, printSchema } from "graphql";
import { createSchema } from "./schema.js";

/** The API as everybody reads it; committed and reviewed. */
const file = fileURLToPath(import.meta.resolve("@coachwork/schema/schema.graphql"));
const header = "# Printed from the code by `pnpm schema:print`; do not edit.\n\n";

const printed = `${header}${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
if (!process.argv.includes("--check")) {
  await writeFile(file, printed);
} else if ((await readFile(file, "utf8").catch(() => "")) !== printed) {
  process.stderr.write(
    "packages/schema/schema.graphql does not match the code. Run `pnpm schema:print` and commit the result.\n",
  );
  process.exitCode = 1;
}
