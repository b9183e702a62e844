import { createHash, randomBytes } from "node:crypto";

/** A new session's token: 192 random bits. Only its hash is stored. */
export function newSessionToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Whether the text has the form of a session token. The stored hash has another form and cannot be used. */
export function isSessionToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}

/** The stored hash of a token. The token cannot be guessed, so a plain hash is enough. */
export function sessionTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
