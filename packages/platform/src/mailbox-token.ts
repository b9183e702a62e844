import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** What whoever reads a mailbox may do with a token that was sent to it. */
export type MailboxPurpose = "invitation" | "password-reset" | "address-change";

/** What a token is derived from: a row that says what is open, and the mailbox that it was sent to. */
export interface MailboxSubject {
  readonly purpose: MailboxPurpose;
  /** The row's key: UUIDs, which the token names so that the row can be found. */
  readonly ids: readonly string[];
  readonly address: string;
}

/** Bytes of an HMAC-SHA-256. */
const PROOF_BYTES = 32;

/**
 * Tokens that are sent to a mailbox and prove that their holder reads it. They are derived from the row that they are for
 * and stored nowhere, so that nothing in the database opens anything. The row says whether it is still open.
 */
export class MailboxTokens {
  readonly #key: Buffer;

  /** `secret` is the services' own. Another secret makes all tokens void that are out. */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "coachwork mailbox tokens 1", PROOF_BYTES));
  }

  tokenOf(subject: MailboxSubject): string {
    return Buffer.concat([...subject.ids.map(bytesOf), this.#proofOf(subject)]).toString("base64url");
  }

  /** Whether the token is the subject's; in the same time, whatever is wrong with it. */
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

/** The ids that a token names, of which nothing is proven yet; undefined where it is no token of that many ids. */
export function idsInToken(token: string, count: number): string[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // What is not written the one usual way is not ours.
  if (bytes.length !== 16 * count + PROOF_BYTES || bytes.toString("base64url") !== token) return undefined;
  return Array.from({ length: count }, (_, index) => uuidOf(bytes.subarray(16 * index, 16 * (index + 1))));
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
