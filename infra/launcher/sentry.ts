import { spawn } from "node:child_process";

/** Waits for its input to end, which it does when the launcher is gone, however that came about. */
const script = `
  read -r _
  kill -s "$1" "$0"
  for second in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1; kill -0 "$0" || exit; done
  kill -s "$2" "$0"
`;

/**
 * Posts a shell that stops a process should this one die first: `kill -9` of the launcher leaves it no time to do so.
 * Windows has no such shell; there the next start cleans up.
 * @param pid the process to stop
 * @param signals asks it to stop, and 12 s later makes it
 * @returns dismisses the sentry; to be called once the process has ended
 */
export function postSentry(pid: number, signals: [ask: string, insist: string]): () => void {
  if (process.platform === "win32") return () => undefined;
  const sentry = spawn("/bin/sh", ["-c", script, String(pid), ...signals], {
    // Outside the terminal's process group: Ctrl-C is for the launcher alone, which stops everything in order.
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a sentry the process is still stopped by an orderly end; nothing here is worth failing for.
  sentry.on("error", () => undefined);
  sentry.stdin.on("error", () => undefined);
  sentry.unref();
  (sentry.stdin as unknown as { unref(): void }).unref();
  return () => void sentry.kill("SIGKILL");
}
