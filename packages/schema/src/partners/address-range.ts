import { isIP } from "node:net";
import { text } from "../common/declare.js";
import type { Kind } from "../common/kind.js";
import { quoted } from "../common/text-flaw.js";

const rangeText = text(49);
const BITS = { 4: 32, 6: 128 } as const;

/** An IPv4 or IPv6 address, or a range of them in CIDR notation. */
export const addressRange: Kind<string> = {
  type: () => String,
  example: "203.0.113.0/24",
  read(given, reading) {
    const value = rangeText.read(given, reading);
    if (value === undefined || isAddressRange(value)) return value;
    const wanted = "give an IPv4 or IPv6 address, or a range such as 203.0.113.0/24 or 2001:db8::/32";
    return reading.wrong("INVALID", `${reading.field} is ${quoted(value)}: ${wanted}.`);
  },
};

function isAddressRange(value: string): boolean {
  const [, address = "", bits] = /^([0-9a-fA-F.:]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(value) ?? [];
  const family = isIP(address) as 0 | 4 | 6;
  return family !== 0 && (bits === undefined || Number(bits) <= BITS[family]);
}
