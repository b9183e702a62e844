import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { expiringToken, PROOF_BYTES, proofIn, secondsOf, tokenFrom } from "../token-bytes.js";

/** The path at the gateway under which files are. */
export const FILES_PATH = "/files/";

/** What an address leads to. */
export interface FileSubject {
  /** What the id names, such as `resource`. An address of one kind is void for every other. */
  readonly kind: string;
  readonly firmId: string;
  /** The UUID of the record that has the file. */
  readonly id: string;
}

/** What an address says. */
export interface VerifiedAddress extends FileSubject {
  /** To the second. The caller compares it with the time. */
  readonly expiresAt: Date;
}

/**
 * Short-lived addresses of files: `https://…/files/<kind>/<token>`. Everybody who has one may use it until it ends, so it is given
 * only to those who see the record. The token holds the firm, the record and the end, and a proof of these and the kind. It is
 * never stored.
 */
export class FileAddresses {
  readonly #key: Buffer;
  readonly #base: string;

  /** `secret` belongs to the services. Changing it invalidates all addresses. */
  constructor(secret: string, publicUrl: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "coachwork file addresses 1", PROOF_BYTES));
    this.#base = `${publicUrl.replace(/\/+$/, "")}${FILES_PATH}`;
  }

  addressOf(address: VerifiedAddress): string {
    const { kind, firmId, id, expiresAt } = address;
    return `${this.#base}${kind}/${tokenFrom([firmId, id], expiresAt, this.#proofOf(address))}`;
  }

  /** What the address says. Undefined for every address that was not made here; it takes the same time for each. */
  verified(kind: string, token: string): VerifiedAddress | undefined {
    const said = expiringToken(token, 2);
    if (!said) return undefined;
    const [firmId, id] = said.ids as [string, string];
    const address = { kind, firmId, id, expiresAt: said.expiresAt };
    return timingSafeEqual(proofIn(token), this.#proofOf(address)) ? address : undefined;
  }

  #proofOf({ kind, firmId, id, expiresAt }: VerifiedAddress): Buffer {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([kind, firmId.toLowerCase(), id.toLowerCase(), secondsOf(expiresAt)]))
      .digest();
  }
}
