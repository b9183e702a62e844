import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** What the holder of a token from a mailbox may do. */
export type MailboxPurpose = "invitation" | "password-reset" | "address-change" | "reminders";

/** What a token is derived from: a row that says whether it is valid, and the mailbox that it was sent to. */
export interface MailboxSubject {
  readonly purpose: MailboxPurpose;
  /** The row's key: UUIDs that the token contains, so that the row can be found. */
  readonly ids: readonly string[];
  readonly address: string;
}

/** The length of an HMAC-SHA-256 in bytes. */
const PROOF_BYTES = 32;

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
    return Buffer.concat([...subject.ids.map(bytesOf), this.#proofOf(subject)]).toString("base64url");
  }

  /** Whether the token belongs to the subject. It takes the same time for every wrong token. */
  isTokenOf(token: string, subject: MailboxSubject): boolean {
    const proof = Buffer.from(token, "base64url").subarray(-PROOF_BYTES);
    return proof.length === PROOF_BYTES && timingSafeEqual(proof, this.#proofOf(subject));
  }

  #proofOf({ purpose, ids, address }: MailboxSubject): Buffer {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([purpose, ids.map((id) => id.toLowerCase()), address.toLowerCase()]))
      .digest();
  }
}

/** The ids in a token, not verified yet. Undefined if it is not a token with this many ids. */
export function idsInToken(token: string, count: number): string[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // We write tokens in one canonical way. Anything else is not ours.
  if (bytes.length !== 16 * count + PROOF_BYTES || bytes.toString("base64url") !== token) return undefined;
  return Array.from({ length: count }, (_, index) => uuidOf(bytes.subarray(16 * index, 16 * (index + 1))));
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
