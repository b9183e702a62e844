import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { root } from "./pages.ts";

interface Session {
  /** Where the script is kept. */
  readonly directory: string;
  /** What the commands know beside this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs scripts one after another in one bash session, in the root of the repository. The session ends at the first command
 * that fails. Gives what each script printed.
 */
export async function runInBash(scripts: readonly string[], { directory, env }: Session): Promise<string[]> {
  const boundary = "--- a block of the page ends here ---";
  const file = join(directory, "page.sh");
  await writeFile(file, scripts.map((script) => `${script}\necho '${boundary}'\n`).join("\n"));
  const options = { cwd: root, env: { ...process.env, ...env }, timeout: 220_000 };
  const { stdout, stderr, code } = await new Promise<{ stdout: string; stderr: string; code: unknown }>((resolve) =>
    execFile("bash", ["-euo", "pipefail", file], options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error?.code ?? (error ? error.signal : 0) }),
    ),
  );
  if (code !== 0) throw new Error(`The page's commands ended with ${String(code)}.\n${stdout}\n${stderr}`);
  return stdout.split(`${boundary}\n`);
}

/** Does as `pnpm` does for the scripts of the repository's package.json, and begins within a moment. */
const quickPnpm = `#!/usr/bin/env bash
name=$1; shift
script=$(node -p 'require("./package.json").scripts[process.argv[1]]' "$name")
exec $script "$@"
`;

/**
 * A PATH on which the repository's commands begin within a moment: npx takes seconds for each, and the pages have many. One
 * page is run without it, as its reader runs it.
 */
export async function quickPath(directory: string): Promise<string> {
  const bin = join(directory, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "pnpm"), quickPnpm, { mode: 0o755 });
  return [bin, dirname(process.execPath), process.env.PATH].join(delimiter);
}
