import { list, text } from "../common/declare.js";
import { scopesInWords } from "../common/scopes.js";
import { addressRange } from "./address-range.js";

/** How many addresses and ranges a key can be bound to. */
const MOST_RANGES = 50;

/** The fields of keys that their mutations set. */
export const keyFields = {
  name: { kind: text(100), description: "The name, which says what the key is for." },
  scopes: {
    kind: list(text(100), { least: 1 }),
    description: `What the key may do: ${scopesInWords}. \`write\` includes \`read\`.`,
  },
  allowedAddresses: {
    kind: list(addressRange, { most: MOST_RANGES }),
    description:
      "The addresses from which the key works: IPv4 or IPv6 addresses, or ranges such as `203.0.113.0/24`. An empty list allows all.",
  },
} as const;

export const unknownScope = { UNKNOWN_SCOPE: "There is no such scope." } as const;

/** Refusals of what only a key in use can do. */
export const keyEnded = {
  KEY_REVOKED: "The key was revoked.",
  KEY_EXPIRED: "The key has expired.",
} as const;
