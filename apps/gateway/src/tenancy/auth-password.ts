import { hash, verify } from "@node-rs/argon2";

/** How long a password must and may be, in UTF-16 units. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** OWASP's least for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password with argon2id; off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password is the hash's. Takes as long as hashing it. */
export async function verifyPassword({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> {
  return verify(stored, password);
}
