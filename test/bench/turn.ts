import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Lets one benchmark at a time use a directory: two would stop each other's PostgreSQL, and measure each other's load. */
export async function takeTurn(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, "bench.pid");
  const holder = Number(
    await writeFile(file, String(process.pid), { flag: "wx" }).catch(() => readFileSync(file, "utf8")),
  );
  if (holder && isAlive(holder))
    throw new Error(`Another benchmark (process ${holder}) uses ${directory}: wait for it.`);
  if (holder) await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
