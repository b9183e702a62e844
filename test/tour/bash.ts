import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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
