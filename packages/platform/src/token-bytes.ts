/** The length of an HMAC-SHA-256 in bytes. */
export const PROOF_BYTES = 32;
/** Room for seconds since 1970. */
const EXPIRY_BYTES = 6;

/** A token: the ids, the second at which it ends if it says so, and the proof. */
export function tokenFrom(ids: readonly string[], expiresAt: Date | undefined, proof: Buffer): string {
  const expiry = expiresAt === undefined ? [] : [bytesOfInstant(expiresAt)];
  return Buffer.concat([...ids.map(bytesOf), ...expiry, proof]).toString("base64url");
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

/** The proof at the end of a token. */
export function proofIn(token: string): Buffer {
  return Buffer.from(token, "base64url").subarray(-PROOF_BYTES);
}

/** Tokens say when they end to the second. */
export function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
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
