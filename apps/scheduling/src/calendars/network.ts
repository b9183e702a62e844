import { lookup as resolve, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { CalendarFailure } from "./failure.js";

/** Which addresses calendars are read from. */
export interface Network {
  /** Why a URL is not asked for, as the rest of a sentence about it; undefined: it is. */
  objectionTo(url: URL): string | undefined;
  /** Whether an IP address may be connected to. */
  mayReach(ip: string): boolean;
  /** How names become IP addresses: `dns.lookup`, or what a test knows. */
  readonly resolve: typeof resolve;
}

/** The public internet by HTTPS: what anybody could read from anywhere. */
export const publicNetwork: Network = {
  objectionTo(url) {
    if (url.protocol !== "https:") return "is not read by HTTPS; give one that begins with https:// or webcal://";
    // 443 is the default, which a URL does not name. Others would let the service be used to knock at doors of strangers.
    if (url.port !== "" && url.port !== "8443") return `is at port ${url.port}; calendars are read from 443 and 8443`;
    return undefined;
  },
  mayReach: isPublic,
  resolve,
};

/** Everything that this machine reaches, also without TLS: for development and tests. */
export const anyNetwork: Network = { objectionTo: () => undefined, mayReach: () => true, resolve };

/** What Azure answers its machines from, with their secrets: an address that looks like any other. */
const AZURE_WIRE_SERVER = "168.63.129.16";
/** All that is handed out of IPv6; the rest is reserved, local, or stands for IPv4 addresses, private ones among them. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the public internet: no private, local, shared, multicast or reserved one, and none that
 * leads to such by a tunnel (6to4, Teredo) or a translator (NAT64). An IPv4 address that is written as IPv6 counts as what it is.
 */
export function isPublic(ip: string): boolean {
  if (isIP(ip) === 0) return false;
  const address = ipaddr.process(ip);
  if (address.range() !== "unicast" || address.toString() === AZURE_WIRE_SERVER) return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_UNICAST);
}

/**
 * Connects within a network alone. What is judged is the address that is connected to, not a name that could mean another
 * address a moment later (DNS rebinding). A name with one address that may not be reached is not reached by its others.
 */
export function dispatcherFor({ mayReach, resolve }: Network): Dispatcher {
  const lookup: LookupFunction = (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, "");
      if (!found.every(({ address }) => mayReach(address))) return callback(forbidden(), "");
      if (options.all) return callback(null, found);
      return callback(null, found[0]!.address, found[0]!.family);
    });
  };
  const connect = buildConnector({ lookup, allowH2: false });
  return new Agent({
    allowH2: false,
    connect: (options, callback) => {
      // Of an address there is nothing to look up.
      if (isIP(options.hostname) !== 0 && !mayReach(options.hostname)) callback(forbidden(), null);
      else connect(options, callback);
    },
  });
}

function forbidden(): CalendarFailure {
  return new CalendarFailure("FORBIDDEN_ADDRESS", "The address leads to a machine that is not in the public internet.");
}
