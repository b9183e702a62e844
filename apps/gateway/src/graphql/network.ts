import { isIP } from "node:net";

/**
 * Whom an address stands for: an IPv4 address for itself, one of IPv6 for its /64 network, since whoever has one address of
 * that has them all. All that is no address is one and the same.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const version = isIP(plain);
  if (version !== 6) return version === 4 ? plain : "";
  // A URL's address is in its usual form: small letters, no zeros in front, nothing as IPv4 writes it.
  const [before = [], after = []] = new URL(`http://[${plain}]`).hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].slice(0, 4).join(":");
}
