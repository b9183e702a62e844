import { execFile, spawnSync } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Refusal } from "./refusal.ts";

const run = promisify(execFile);

/** Who PostgreSQL runs as; empty for the user who starts it. */
export interface Account {
  uid?: number;
  gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Started by root it runs as whoever owns its data, and new data are given to the system's
 * `postgres`, or to `nobody` where there is none: no user is added to a machine that is not ours.
 */
export async function postgresAccount(directory: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(join(directory, "PG_VERSION")).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = (await accountNamed("postgres")) ?? (await accountNamed("nobody"));
  if (account) return account;
  throw new Refusal(
    "PostgreSQL cannot run as root and this machine has no user postgres or nobody: start as an ordinary user.",
  );
}

/** Whether an account may enter a directory, through all that lie above it. */
export function mayEnter(directory: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', directory], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Lets everybody pass through a directory without letting them list it. */
export async function letPass(directory: string): Promise<void> {
  const { mode } = await stat(directory);
  await chmod(directory, (mode & 0o7777) | 0o011);
}

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
