/**
 * Runs the tests: all of them, or those that jest's arguments choose (`pnpm test -- test/live`, `pnpm test -- -t waitlist`).
 * The packages must be built, because the stories in test/ start the real processes: `pnpm test` builds first.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const chosen = process.argv.slice(2).filter((argument, place) => !(place === 0 && argument === "--"));

// As flags and not in NODE_OPTIONS: jest hands them to its workers, but the processes that tests start run as in production.
const node = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const { status } = spawnSync(process.execPath, [...node, `${root}node_modules/jest/bin/jest.js`, ...chosen], {
  cwd: root,
  stdio: "inherit",
  // The libraries do as in production, too: some check more elsewhere, which takes a large share of the time.
  env: { ...process.env, NODE_ENV: "production" },
});
process.exit(status ?? 1);
