import { createHash, randomBytes } from "node:crypto";

/** A new session's token: 192 random bits. Only its hash is kept. */
export function newSessionToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Whether the text has the form of a session's token. What is kept of one has another, and opens nothing. */
export function isSessionToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{32}$/.test(text);
}

/** What is kept of a token. It cannot be guessed, so that a plain hash is enough. */
export function sessionTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
