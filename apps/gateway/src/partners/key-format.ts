import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

// cw_live_<public id>_<secret>. The public id contains the firm and the key. So a key is looked up in its own firm,
// without a table of all firms' keys. The secret is 256 random bits.

const PREFIX = "cw_live_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const UUID_WIDTH = 22;
const SECRET_WIDTH = 43;
const form = new RegExp(`^${PREFIX}([0-9A-Za-z]{${2 * UUID_WIDTH}})_([0-9A-Za-z]{${SECRET_WIDTH}})$`);

export interface KeyParts {
  readonly firmId: string;
  readonly keyId: string;
  readonly secret: string;
}

/** Whether the text looks like an API key. */
export function isKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function newSecret(): string {
  return toBase62(randomBytes(32).toString("hex"), SECRET_WIDTH);
}

export function publicIdOf(firmId: string, keyId: string): string {
  return toBase62(firmId.replaceAll("-", ""), UUID_WIDTH) + toBase62(keyId.replaceAll("-", ""), UUID_WIDTH);
}

export function formatKey({ firmId, keyId, secret }: KeyParts): string {
  return `${PREFIX}${publicIdOf(firmId, keyId)}_${secret}`;
}

/** The parts of a key. Undefined if the text is not a key. */
export function parseKey(key: string): KeyParts | undefined {
  const [, publicId, secret] = form.exec(key) ?? [];
  if (publicId === undefined || secret === undefined) return undefined;
  const firmId = toUuid(publicId.slice(0, UUID_WIDTH));
  const keyId = toUuid(publicId.slice(UUID_WIDTH));
  return firmId === undefined || keyId === undefined ? undefined : { firmId, keyId, secret };
}

/** The hash that is stored of a secret, in hex. The secret cannot be guessed, so a plain hash is enough. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether the secret matches the stored hash. It takes the same time for every wrong one. */
export function isSecret(secret: string, hash: string): boolean {
  const [given, kept] = [Buffer.from(hashSecret(secret)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

function toBase62(hex: string, width: number): string {
  let rest = BigInt(`0x${hex}`);
  let text = "";
  for (let place = 0; place < width; place += 1) {
    text = DIGITS[Number(rest % 62n)]! + text;
    rest /= 62n;
  }
  return text;
}

function toUuid(text: string): string | undefined {
  const value = [...text].reduce((sum, digit) => sum * 62n + BigInt(DIGITS.indexOf(digit)), 0n);
  if (value >= 1n << 128n) return undefined;
  const hex = value.toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
