/** Runs every check of the repository that needs no database, and says of each whether it holds. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Check {
  readonly name: string;
  readonly command: string;
}

interface Outcome extends Check {
  readonly passed: boolean;
  readonly seconds: string;
  readonly output: string;
}

const projects = globSync("{packages/*,apps/*,infra,test}/tsconfig.json", { cwd: root })
  .map((path) => path.replace("/tsconfig.json", ""))
  .sort();

const checks: Check[] = [
  // Each by itself: the rules keep the types of all that they have seen, which all together is more than a process may have.
  ...projects.map((project) => ({ name: `lint of ${project}`, command: `eslint ${project} --max-warnings 0` })),
  {
    name: "lint of the rest",
    command: `eslint . --max-warnings 0 ${projects.map((project) => `--ignore-pattern "${project}/**"`).join(" ")}`,
  },
  ...projects.map((project) => ({ name: `types of ${project}`, command: `tsc -p ${project}` })),
  { name: "format", command: "prettier --check --log-level warn ." },
  { name: "imports", command: "depcruise --output-type err-long packages apps infra test" },
  { name: "unused code", command: "knip --no-progress" },
  { name: "manifests", command: "sherif" },
  // With its comments, of which each may name what is not there.
  { name: "reference of the client", command: "pnpm --filter @coachwork/client exec typedoc --emit none" },
];
checks.unshift({ name: "schema.graphql and its releases", command: "node infra/commands/schema-print.ts --check" });

function run(check: Check): Promise<Outcome> {
  const started = performance.now();
  // Through the shell, which finds the tools in node_modules/.bin where pnpm has put it on the PATH.
  const child = spawn(check.command, { cwd: root, shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) =>
    child.on("close", (code) =>
      resolve({ ...check, passed: code === 0, seconds: ((performance.now() - started) / 1000).toFixed(1), output }),
    ),
  );
}

// It makes the client's types, and what some checks run.
const build: Check = { name: "build", command: "pnpm build" };

const failures: Outcome[] = [];
const waiting = [...checks];

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) await judge(check);
}

async function judge(check: Check): Promise<void> {
  const outcome = await run(check);
  console.log(`${outcome.passed ? "ok    " : "FAILED"}  ${check.name} (${outcome.seconds} s)`);
  if (!outcome.passed) failures.push(outcome);
}

await judge(build);
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));

for (const { name, command, output } of failures) console.log(`\n--- ${name}: ${command}\n${output.trim()}`);
console.log(`\nChecks: ${checks.length + 1 - failures.length} ok, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
