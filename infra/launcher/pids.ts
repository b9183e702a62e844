import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether a process with this number runs, whoever owns it. A zombie does not count. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  // In a container without an init process, orphans that were killed stay zombies forever.
  return (await statFields(pid))?.[0] !== "Z";
}

/**
 * When a process began. It tells a process from a later one with the same number: numbers are reused, nearly always in a
 * restarted container. Empty if the system does not say.
 */
export async function birthOf(pid: number): Promise<string> {
  if (process.platform !== "linux") return ps(pid, "lstart");
  const [boot, fields] = await Promise.all([textOf("/proc/sys/kernel/random/boot_id"), statFields(pid)]);
  return fields ? `${boot.trim()} ${fields[19]}` : "";
}

/** The command line of a process, separated by spaces. Empty if the system does not say. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== "linux") return ps(pid, "command");
  return (await textOf(`/proc/${pid}/cmdline`)).replaceAll("\0", " ").trim();
}

/** The parent of a process, or 0 if it is gone or the system does not say. */
export async function parentOf(pid: number): Promise<number> {
  if (process.platform !== "linux") return Number(await ps(pid, "ppid")) || 0;
  return Number((await statFields(pid))?.[1] ?? 0);
}

/** The fields of `/proc/<pid>/stat` after the name, which may contain spaces and brackets. */
async function statFields(pid: number): Promise<string[] | undefined> {
  const stat = await textOf(`/proc/${pid}/stat`);
  return stat ? stat.slice(stat.lastIndexOf(")") + 2).split(" ") : undefined;
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

async function ps(pid: number, column: string): Promise<string> {
  if (process.platform === "win32") return "";
  return run("ps", ["-o", `${column}=`, "-p", String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
}
