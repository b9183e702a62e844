import { isIP } from "node:net";

/**
 * The network that an address represents. An IPv4 address represents itself. An IPv6 address represents its /64
 * network, since the holder of one address has them all. Everything that is not an address counts as one network.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const version = isIP(plain);
  if (version !== 6) return version === 4 ? plain : "";
  // A URL contains the address in canonical form: lower case, no leading zeros, no IPv4 notation.
  const [before = [], after = []] = new URL(`http://[${plain}]`).hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].slice(0, 4).join(":");
}
