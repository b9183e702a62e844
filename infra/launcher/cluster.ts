import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, letPass } from "./account.ts";
import { messageOf, Refusal } from "./refusal.ts";

const run = promisify(execFile);

export interface ClusterOptions {
  initdb: string;
  /** PostgreSQL's data directory. */
  directory: string;
  account: Account;
  /** The password of the administrator `postgres`. */
  password: string;
  /** More arguments for `initdb`. */
  flags: string[];
}

/** Settings for every cluster. Sorting follows Unicode, not the machine's locale. */
const nature = [
  "--username=postgres",
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=icu",
  "--icu-locale=und",
];

/**
 * Creates PostgreSQL's data directory unless it exists. It is created under another name and renamed when complete, so an
 * incomplete one is never taken for a database.
 */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const { directory, account, flags } = options;
  if (existsSync(join(directory, "PG_VERSION"))) return;
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await give(unfinished, account);
  const password = await writePassword(options);
  try {
    await run(options.initdb, [`--pgdata=${unfinished}`, `--pwfile=${password.file}`, ...nature, ...flags], {
      ...account,
      cwd: "/",
    });
  } catch (error) {
    throw new Refusal(
      `PostgreSQL's data could not be made in ${directory} (${messageOf(error)}): make room for them there, or set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  } finally {
    await rm(password.directory, { recursive: true });
  }
  await rename(unfinished, directory);
}

/** A file that only PostgreSQL's account can read, while `initdb` runs. */
async function writePassword({ account, password }: ClusterOptions): Promise<{ directory: string; file: string }> {
  const directory = await mkdtemp(join(tmpdir(), "coachwork-"));
  const file = join(directory, "password");
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await give(file, account);
  if (account.uid === undefined) await chmod(directory, 0o700);
  else await letPass(directory);
  return { directory, file };
}

async function give(path: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
