import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Refusal } from "./refusal.ts";

const names = [
  /** The password of the embedded PostgreSQL's administrator. */
  "postgresPassword",
  "ownerPassword",
  "gatewayPassword",
  "schedulingPassword",
  /** The key that signs people's sessions. */
  "authSecret",
  /** The key that signs the gateway's calls to the scheduling service. */
  "serviceSecret",
  /** The key that encrypts stored secrets. */
  "secretsKey",
] as const;

/** The secrets of a local deployment. Each is 32 random bytes in base64url. */
export type Secrets = Record<(typeof names)[number], string>;

/** New secrets that are not stored. */
export function createSecrets(): Secrets {
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("base64url")])) as Secrets;
}

/** Reads a data directory's secrets from `secrets.json`, which only its owner can read. Creates and adds missing ones. */
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

/** Writes a new file and renames it, so that a crash leaves either the old secrets or the new ones. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
