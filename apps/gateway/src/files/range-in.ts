import type { ByteRange } from "@coachwork/platform";
import { parse } from "range-parser";

interface Asked {
  readonly method: string;
  readonly headers: { readonly range?: string | undefined; readonly "if-range"?: string | string[] | undefined };
}

/** A file's length, and its entity tag if it can be fetched in parts. */
interface Whole {
  readonly bytes: number;
  readonly tag: string | undefined;
}

/** What the library finds wrong with ranges. */
const MALFORMED = 1;
const OUTSIDE = 2;

/**
 * The part of a file that a request asks for (RFC 9110, section 14.2). Undefined is all of it: nothing else is asked for, several parts
 * are, or the part would be one of another content than the client has. Dates are no proof of that, so `If-Range` takes tags alone.
 */
export function rangeIn({ method, headers }: Asked, { bytes, tag }: Whole): ByteRange | "unsatisfiable" | undefined {
  const { range, "if-range": condition } = headers;
  if (method !== "GET" || range === undefined || tag === undefined) return undefined;
  if (condition !== undefined && condition !== tag) return undefined;
  const { code, type, ranges } = parse(bytes, range);
  if (type !== "bytes" || (code & MALFORMED) !== 0) return undefined;
  if (code === OUTSIDE && ranges.length === 0) return "unsatisfiable";
  return ranges.length === 1 && code === 0 ? { ...ranges[0]! } : undefined;
}
