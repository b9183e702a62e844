import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

// The token in a feed's address: 64 bytes in base64url, which are the firm's id, the feed's id and a secret of 256
// random bits. The ids let a feed be looked up in its own firm, without a table of all firms' feeds.

const ID_OCTETS = 16;
const SECRET_OCTETS = 32;
const FORM = /^[\w-]{86}$/;

export interface FeedToken {
  readonly firmId: string;
  readonly feedId: string;
  readonly secret: Buffer;
}

export function newSecret(): Buffer {
  return randomBytes(SECRET_OCTETS);
}

export function formatFeedToken({ firmId, feedId, secret }: FeedToken): string {
  return Buffer.concat([octetsOf(firmId), octetsOf(feedId), secret]).toString("base64url");
}

/** The parts of a token. Undefined if the text is not one. */
export function parseFeedToken(token: string): FeedToken | undefined {
  if (!FORM.test(token)) return undefined;
  const octets = Buffer.from(token, "base64url");
  // The last character has spare bits: only one text represents a token.
  if (octets.toString("base64url") !== token) return undefined;
  return {
    firmId: uuidOf(octets.subarray(0, ID_OCTETS)),
    feedId: uuidOf(octets.subarray(ID_OCTETS, 2 * ID_OCTETS)),
    secret: octets.subarray(2 * ID_OCTETS),
  };
}

/** The stored hash of a secret, in hex. The secret cannot be guessed, so a plain hash is enough. */
export function hashSecret(secret: Buffer): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether the secret matches the stored hash. It takes the same time for every wrong one. */
export function isSecret(secret: Buffer, hash: string): boolean {
  const [given, kept] = [Buffer.from(hashSecret(secret)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

function octetsOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(octets: Buffer): string {
  return octets.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
