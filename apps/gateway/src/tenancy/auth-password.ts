import { randomUUID } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** OWASP's minimum for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** More UTF-16 units than any allowed password has. */
const LONGEST = 1_024;

let noPasswordHash: Promise<string> | undefined;

/**
 * The form of a password that is hashed. Keyboards write the same character in several ways, and NFKC makes them one.
 */
export function normalPassword(password: string): string {
  return password.normalize("NFKC");
}

/** Hashes a password with argon2id, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), cost);
}

/**
 * Whether the password matches the hash. It takes the same time without a hash, so that the time does not reveal
 * whether an address exists.
 */
export async function verifyPassword({
  hash: stored,
  password,
}: {
  hash: string | undefined;
  password: string;
}): Promise<boolean> {
  if (password.length > LONGEST) return false;
  const against = stored ?? (await (noPasswordHash ??= hashPassword(randomUUID())));
  const normal = normalPassword(password);
  // Earlier versions hashed passwords as they were given.
  const isRight = (await verify(against, normal)) || (normal !== password && (await verify(against, password)));
  return isRight && stored !== undefined;
}
