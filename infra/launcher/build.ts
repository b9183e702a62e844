import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";

/** Compiles what has changed since the last build. On failure, shows the compilers' output and refuses. */
export async function build(root: string, inherited: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const turbo = spawn(
    process.execPath,
    [join(root, "node_modules", "turbo", "bin", "turbo"), "run", "build", "--output-logs=errors-only"],
    {
      cwd: root,
      env: { ...inherited, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    },
  );
  let said = "";
  for (const stream of [turbo.stdout, turbo.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(turbo, "close")) as [number | null];
  if (code === 0) return;
  process.stderr.write(said);
  throw new Refusal("The build failed: correct the errors above and start again.");
}
