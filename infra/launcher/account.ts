import { execFile, spawnSync } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Refusal } from "./refusal.ts";

const run = promisify(execFile);

/** The account that PostgreSQL runs as. Empty for the user who starts it. */
export interface Account {
  uid?: number;
  gid?: number;
}

/**
 * PostgreSQL refuses to run as root. If root starts it, it runs as the owner of its data. New data belong to the system's
 * `postgres` account, or to `nobody` if there is none. We do not add users to somebody else's machine.
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

/** Whether an account may enter a directory and all its parents. */
export function mayEnter(directory: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', directory], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Lets everybody enter a directory, but not list it. */
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
