import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A module that lets nothing be imported that `pnpm start` has yet to build. */
const unbuilt = `
import { registerHooks } from "node:module";
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith("@coachwork/")) throw new Error(specifier + " is not built yet.");
    return next(specifier, context);
  },
});`;

test("In a fresh clone, pnpm start needs nothing that it has yet to build", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(unbuilt)}`, "infra/commands/start.ts", "--help"],
    { cwd: root, encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("--gateways");
});
