import { createHmac, timingSafeEqual } from "node:crypto";

/** A letter as the mail provider delivers it, signed by Standard Webhooks 1.0. */
export interface Delivery {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more, separated by blanks: `v1,<base64>`. */
  readonly signature: string;
  /** The letter, byte for byte (RFC 5322). */
  readonly raw: Buffer;
}

/** How many seconds a delivery may be old, or ahead of our clock. */
const TOLERANCE_S = 300;

/**
 * Whether a delivery was signed with one of the secrets, and recently. The package of Standard Webhooks would read the
 * letter as text, and a letter need not be UTF-8.
 */
export function isSigned(
  { id, timestamp, signature, raw }: Delivery,
  secrets: readonly Buffer[],
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || id === "") return false;
  if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
  const given = signature
    .split(" ")
    .flatMap((each) => (each.startsWith("v1,") ? [Buffer.from(each.slice(3), "base64")] : []));
  return secrets.some((secret) => {
    const right = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(raw).digest();
    return given.some((each) => each.length === right.length && timingSafeEqual(each, right));
  });
}
