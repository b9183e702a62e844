import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { PROOF_BYTES, proofIn, secondsOf, tokenFrom } from "./token-bytes.js";

/** What the holder of a token from a mailbox may do. */
export type MailboxPurpose =
  | ("invitation" | "password-reset" | "address-change" | "reminders" | "introduction" | "survey")
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

/** The length of a proof in an address: 120 bits, as an address has little room. */
export const REPLY_PROOF_BYTES = 15;

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
    return tokenFrom(subject.ids, subject.expiresAt, this.#proofOf(subject));
  }

  /** Whether the token belongs to the subject. It takes the same time for every wrong token. */
  isTokenOf(token: string, subject: MailboxSubject): boolean {
    const proof = proofIn(token);
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
