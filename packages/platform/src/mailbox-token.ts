import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** What the holder of a token from a mailbox may do. */
export type MailboxPurpose =
  | ("invitation" | "password-reset" | "address-change" | "reminders")
  // One step about one session or series (`LinkStep`).
  | ("see" | "move" | "cancel" | "accept" | "decline" | "series")
  // What calendars answer to.
  | "reply";

/** What a token is derived from: a row that says whether it is valid, and the mailbox that it was sent to. */
export interface MailboxSubject {
  readonly purpose: MailboxPurpose;
  /** The row's key: UUIDs that the token contains, so that the row can be found. */
  readonly ids: readonly string[];
  readonly address: string;
  /** The token itself says when it ends, to the second. Without this, only the row does. */
  readonly expiresAt?: Date;
}

/** The length of an HMAC-SHA-256 in bytes. */
const PROOF_BYTES = 32;
/** The length of a proof in an address: 120 bits, as an address has little room. */
export const REPLY_PROOF_BYTES = 15;
/** Room for seconds since 1970. */
const EXPIRY_BYTES = 6;

/**
 * Tokens that are sent to a mailbox and prove that the holder reads it. They are derived from their row and never
 * stored, so nothing in the database can be used as one. The row says whether the token is still valid.
 */
export class MailboxTokens {
  readonly #key: Buffer;

  /** `secret` belongs to the services. Changing it invalidates all tokens. */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "coachwork mailbox tokens 1", PROOF_BYTES));
  }

  tokenOf(subject: MailboxSubject): string {
    const { ids, expiresAt } = subject;
    const expiry = expiresAt === undefined ? [] : [bytesOfInstant(expiresAt)];
    return Buffer.concat([...ids.map(bytesOf), ...expiry, this.#proofOf(subject)]).toString("base64url");
  }

  /** Whether the token belongs to the subject. It takes the same time for every wrong token. */
  isTokenOf(token: string, subject: MailboxSubject): boolean {
    const proof = Buffer.from(token, "base64url").subarray(-PROOF_BYTES);
    return proof.length === PROOF_BYTES && timingSafeEqual(proof, this.#proofOf(subject));
  }

  /** A shorter proof, for an address that answers come to. */
  replyProofOf(subject: MailboxSubject): Buffer {
    return this.#proofOf(subject).subarray(0, REPLY_PROOF_BYTES);
  }

  isReplyProofOf(proof: Buffer, subject: MailboxSubject): boolean {
    return proof.length === REPLY_PROOF_BYTES && timingSafeEqual(proof, this.replyProofOf(subject));
  }

  #proofOf({ purpose, ids, address, expiresAt }: MailboxSubject): Buffer {
    const expiry = expiresAt === undefined ? [] : [secondsOf(expiresAt)];
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([purpose, ids.map((id) => id.toLowerCase()), address.toLowerCase(), ...expiry]))
      .digest();
  }
}

/** The ids in a token, not verified yet. Undefined if it is not a token with this many ids. */
export function idsInToken(token: string, count: number): string[] | undefined {
  const bytes = bytesInToken(token, 16 * count + PROOF_BYTES);
  return bytes && idsIn(bytes, count);
}

/** The same of a token that says when it ends. */
export function expiringToken(
  token: string,
  count: number,
): { readonly ids: string[]; readonly expiresAt: Date } | undefined {
  const bytes = bytesInToken(token, 16 * count + EXPIRY_BYTES + PROOF_BYTES);
  return bytes && { ids: idsIn(bytes, count), expiresAt: new Date(bytes.readUIntBE(16 * count, EXPIRY_BYTES) * 1_000) };
}

function bytesInToken(token: string, length: number): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // We write tokens in one canonical way. Anything else is not ours.
  return bytes.length === length && bytes.toString("base64url") === token ? bytes : undefined;
}

function idsIn(bytes: Buffer, count: number): string[] {
  return Array.from({ length: count }, (_, index) => uuidOf(bytes.subarray(16 * index, 16 * (index + 1))));
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
}

function bytesOfInstant(instant: Date): Buffer {
  const bytes = Buffer.alloc(EXPIRY_BYTES);
  bytes.writeUIntBE(secondsOf(instant), 0, EXPIRY_BYTES);
  return bytes;
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
