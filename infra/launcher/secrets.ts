import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Refusal } from "./refusal.ts";

const names = [
  /** Of the embedded PostgreSQL's administrator. */
  "postgresPassword",
  "ownerPassword",
  "gatewayPassword",
  "schedulingPassword",
  /** Signs people's sign-ins. */
  "authSecret",
  /** Signs what the gateway asks of the scheduling service. */
  "serviceSecret",
] as const;

/** What a local deployment must keep to itself; each is 32 random bytes in base64url. */
export type Secrets = Record<(typeof names)[number], string>;

/** Fresh secrets that are kept nowhere. */
export function createSecrets(): Secrets {
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("base64url")])) as Secrets;
}

/** The secrets of a data directory, in `secrets.json` for its owner's eyes only; those it lacks are made and added. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, "secrets.json");
  const known = await readSecrets(file);
  const secrets: Secrets = { ...createSecrets(), ...known };
  if (names.some((name) => known[name] === undefined)) await writeWhole(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

async function readSecrets(file: string): Promise<Partial<Secrets>> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Refusal(
      `${file} cannot be read (${messageOf(error)}): restore it, start as the user it belongs to, or set COACHWORK_DATA_DIR to a new directory.`,
    );
  }
}

/** Written beside and renamed, so that a crash in between leaves the old secrets and not half of the new. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
