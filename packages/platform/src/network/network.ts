import { lookup as resolve, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, type Dispatcher } from "undici";

/** Which addresses are asked on behalf of a firm, such as a calendar's or a partner's. */
export interface Network {
  /** Why a URL is not requested. Undefined if it is. */
  objectionTo(url: URL): Objection | undefined;
  /** Whether connections to an IP address are allowed. */
  mayReach(ip: string): boolean;
  /** Resolves names to IP addresses: `dns.lookup`, or a test's own. */
  readonly resolve: typeof resolve;
}

export type Objection = "NOT_HTTPS" | "OTHER_PORT";

/** An address leads to a machine that is not on the network. Nothing was sent to it. */
export class ForbiddenAddress extends Error {
  override readonly name = "ForbiddenAddress";

  constructor() {
    super("The address leads to a machine that is not on the public internet.");
  }
}

/** The public internet over HTTPS: what anybody could reach from anywhere. */
export const publicNetwork: Network = {
  objectionTo(url) {
    if (url.protocol !== "https:") return "NOT_HTTPS";
    // 443 is the default, which URLs leave out. Other ports would let the service probe strangers' servers.
    return url.port === "" || url.port === "8443" ? undefined : "OTHER_PORT";
  },
  mayReach: isPublic,
  resolve,
};

/** Everything that this machine reaches, also without TLS: for development and tests. */
export const anyNetwork: Network = { objectionTo: () => undefined, mayReach: () => true, resolve };

/** The address from which Azure serves its machines, secrets included. It looks like any other. */
const AZURE_WIRE_SERVER = "168.63.129.16";
/** All allocated IPv6 addresses. The rest is reserved or local, or stands for IPv4 addresses, some of them private. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the public internet. Excluded are private, local, shared, multicast and reserved
 * addresses, and those that reach them through a tunnel (6to4, Teredo) or a translator (NAT64). An IPv4 address in IPv6
 * notation counts as itself.
 */
export function isPublic(ip: string): boolean {
  if (isIP(ip) === 0) return false;
  const address = ipaddr.process(ip);
  if (address.range() !== "unicast" || address.toString() === AZURE_WIRE_SERVER) return false;
  return address.kind() === "ipv4" || address.match(GLOBAL_UNICAST);
}

/**
 * Connects only within a network. It checks the address that it connects to, not the name, which could resolve
 * differently a moment later (DNS rebinding). If one address of a name is forbidden, none of them is used.
 */
export function dispatcherFor({ mayReach, resolve }: Network): Dispatcher {
  const lookup: LookupFunction = (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, "");
      if (!found.every(({ address }) => mayReach(address))) return callback(new ForbiddenAddress(), "");
      if (options.all) return callback(null, found);
      return callback(null, found[0]!.address, found[0]!.family);
    });
  };
  const connect = buildConnector({ lookup, allowH2: false });
  return new Agent({
    allowH2: false,
    connect: (options, callback) => {
      // An address needs no lookup.
      if (isIP(options.hostname) !== 0 && !mayReach(options.hostname)) callback(new ForbiddenAddress(), null);
      else connect(options, callback);
    },
  });
}
