import { BlockList, isIP } from "node:net";
import { LRUCache } from "lru-cache";

const lists = new LRUCache<string, BlockList>({ max: 1_000 });

/**
 * Whether an address is one of these, or lies in one of these ranges. No ranges allow every address. An IPv4 client of an IPv6
 * socket (`::ffff:203.0.113.7`) counts as the IPv4 client that it is.
 */
export function isAllowed(address: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const family = isIP(plain);
  return family !== 0 && listOf(ranges).check(plain, family === 4 ? "ipv4" : "ipv6");
}

function listOf(ranges: readonly string[]): BlockList {
  const key = ranges.join();
  const known = lists.get(key);
  if (known) return known;
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split("/") as [string, string?];
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  lists.set(key, list);
  return list;
}
