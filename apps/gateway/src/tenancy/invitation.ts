import { createHash, randomBytes } from "node:crypto";

/** How long an invitation is open. */
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/** A new invitation's token: 256 random bits. Only its hash is kept. */
export function newInvitationToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. It cannot be guessed, so that a plain hash is enough. */
export function invitationHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
