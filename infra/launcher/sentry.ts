import { spawn } from "node:child_process";

/** Waits for the end of its input, which comes when the launcher is gone for whatever reason. */
const script = `
  read -r _
  kill -s "$1" "$0"
  for second in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1; kill -0 "$0" || exit; done
  kill -s "$2" "$0"
`;

/**
 * Starts a shell that stops a process if the launcher dies first. After `kill -9`, the launcher cannot do so itself. Windows
 * has no such shell, so there the next start cleans up.
 * @param pid the process to stop
 * @param signals the signal that asks it to stop, and the one that forces it 12 s later
 * @returns a function that dismisses the sentry. Call it when the process has ended.
 */
export function postSentry(pid: number, signals: [ask: string, insist: string]): () => void {
  if (process.platform === "win32") return () => undefined;
  const sentry = spawn("/bin/sh", ["-c", script, String(pid), ...signals], {
    // Outside the terminal's process group, because only the launcher handles Ctrl-C. It stops everything in order.
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a sentry, an orderly end still stops the process. So an error here is ignored.
  sentry.on("error", () => undefined);
  sentry.stdin.on("error", () => undefined);
  sentry.unref();
  (sentry.stdin as unknown as { unref(): void }).unref();
  return () => void sentry.kill("SIGKILL");
}
