import { link, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { birthOf, isRunning } from "./pids.ts";
import { messageOf, Refusal } from "./refusal.ts";

/** The exclusive lock of a data directory. */
export interface Lock {
  /** Whether the last holder ended without releasing it. Processes that it started may still be stopping. */
  afterCrash: boolean;
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  birth: string;
}

/**
 * Takes the lock of a data directory, or refuses if a running launcher holds it. The file names its holder's process and
 * when that began. So a lock is free if its holder was killed, even if another program has the same process number now.
 */
export async function holdLock(dataDir: string): Promise<Lock> {
  const file = join(dataDir, "launcher.lock");
  const mine = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, birth: await birthOf(process.pid) };
  try {
    await writeFile(mine, JSON.stringify(holder)).catch((error: unknown) => {
      throw new Refusal(
        `The data directory ${dataDir} cannot be written to (${messageOf(error)}): make room on its disk, or set COACHWORK_DATA_DIR to another.`,
      );
    });
    let afterCrash = false;
    while (!(await claim(mine, file))) {
      await removeIfStale(file, dataDir);
      afterCrash = true;
    }
    return { afterCrash, release: () => unlink(file).catch(() => undefined) };
  } finally {
    await unlink(mine).catch(() => undefined);
  }
}

/** Links are created atomically, so nobody ever reads half a lock. */
async function claim(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a stale lock aside and checks it again. If two launchers find it, neither must remove the other's new lock. */
async function removeIfStale(file: string, dataDir: string): Promise<void> {
  await refuseIfHeld(file, dataDir);
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  try {
    await refuseIfHeld(aside, dataDir);
  } catch (error) {
    await link(aside, file).catch(() => undefined);
    throw error;
  } finally {
    await unlink(aside).catch(() => undefined);
  }
}

async function refuseIfHeld(file: string, dataDir: string): Promise<void> {
  const holder = await readHolder(file);
  if (!holder || !(await isRunning(holder.pid)) || holder.birth !== (await birthOf(holder.pid))) return;
  throw new Refusal(
    `Coachwork already runs on ${dataDir} (process ${holder.pid}): stop it first, or set COACHWORK_DATA_DIR to another directory.`,
  );
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}
