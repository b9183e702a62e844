import { chmod, cp, lstat, mkdir, mkdtemp, realpath, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Account, letPass, mayEnter } from "./account.ts";
import { Refusal } from "./refusal.ts";

/**
 * The folder that root uses if PostgreSQL's account may not enter the repository or the data directory, for example below
 * /root.
 */
const refuge = "/var/lib/coachwork";

/**
 * The actual directory of PostgreSQL's data. If its account may not enter the requested one, that becomes a symbolic link to a
 * directory elsewhere. The next start finds the data through the link, and removing the link starts afresh.
 */
export async function placeForData(directory: string, account: Account): Promise<string> {
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  if (mayEnter(parent, account)) return directory;
  await letPass(parent);
  if (mayEnter(parent, account)) return directory;
  return (await earlierPlace(directory, account)) ?? newPlace(directory);
}

/** The directory with `bin`, `lib` and `share`, or a copy of it that the account may enter. */
export async function placeForPrograms(native: string, version: string, account: Account): Promise<string> {
  if (mayEnter(native, account)) return native;
  const copy = join(refuge, `postgresql-${version}`);
  if (mayEnter(copy, account)) return copy;
  await openRefuge();
  const unfinished = await mkdtemp(`${copy}.`);
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  await rename(unfinished, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another start finished the same copy earlier.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
  return copy;
}

async function earlierPlace(directory: string, account: Account): Promise<string | undefined> {
  const place = await realpath(directory).catch(() => undefined);
  if (place === undefined || mayEnter(dirname(place), account)) return place;
  throw new Refusal(
    `${directory} is out of reach of the account PostgreSQL runs as (it cannot run as root): start as an ordinary user, or move the repository to where others may enter.`,
  );
}

async function newPlace(directory: string): Promise<string> {
  await openRefuge();
  const home = await mkdtemp(join(refuge, "data-"));
  await letPass(home);
  const place = join(home, basename(directory));
  if (await lstat(directory).catch(() => undefined)) await rm(directory);
  await symlink(place, directory);
  return place;
}

async function openRefuge(): Promise<void> {
  await mkdir(refuge, { recursive: true });
  await chmod(refuge, 0o755);
}
