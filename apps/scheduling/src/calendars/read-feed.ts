import { dispatcherFor, ForbiddenAddress, type Network, whyUnreachable } from "@coachwork/platform";
import { fetch, type Response } from "undici";
import { CalendarFailure } from "./failure.js";
import { judge } from "./feed-address.js";

const MOST_BYTES = 10_000_000;
const MOST_REDIRECTS = 3;

/** A version of a calendar as its server identifies it (RFC 9110, 8.8). */
export interface FeedVersion {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Feed extends FeedVersion {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a calendar from its address. "unchanged": it is the `known` version still. Each redirect is judged as the address
 * was, and reading stops at 10,000,000 bytes, counted unpacked.
 * @param signal ends it all, also where the answer comes slowly
 * @throws CalendarFailure
 */
export async function readFeed(
  address: string,
  known: FeedVersion,
  network: Network,
  signal: AbortSignal,
): Promise<Feed | "unchanged"> {
  const dispatcher = dispatcherFor(network);
  const ask = (url: URL): Promise<Response> => {
    judge(url, network);
    return fetch(url, { dispatcher, signal, redirect: "manual", headers: headersFor(known) });
  };
  try {
    let url = new URL(address);
    let response = await ask(url);
    for (let redirects = 1; isRedirect(response); redirects += 1) {
      if (redirects > MOST_REDIRECTS) throw unreachable(`It redirects more than ${MOST_REDIRECTS} times`);
      url = target(response, url);
      response = await ask(url);
    }
    return await contentOf(response, known);
  } catch (error) {
    throw failureOf(error);
  } finally {
    // Do not wait for the unread rest.
    await dispatcher.destroy();
  }
}

function headersFor({ etag, lastModified }: FeedVersion): Record<string, string> {
  return {
    accept: "text/calendar, */*;q=0.1",
    "user-agent": "Coachwork (reads busy calendars)",
    ...(etag !== null && { "if-none-match": etag }),
    ...(lastModified !== null && { "if-modified-since": lastModified }),
  };
}

function isRedirect({ status }: Response): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function target(response: Response, from: URL): URL {
  const url = URL.parse(response.headers.get("location") ?? "", from.href);
  if (url === null) throw unreachable("It redirects to nowhere");
  if (url.username !== "" || url.password !== "") throw unreachable("It redirects to an address with a password");
  return url;
}

async function contentOf(response: Response, known: FeedVersion): Promise<Feed | "unchanged"> {
  if (response.status === 304 && (known.etag !== null || known.lastModified !== null)) return "unchanged";
  if (response.status !== 200) throw unreachable(`The server answered with status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new CalendarFailure("TOO_LARGE", `The calendar has more than ${MOST_BYTES.toLocaleString("en")} bytes.`);
    chunks.push(chunk);
  }
  return {
    bytes: joined(chunks, size),
    etag: keepable(response.headers.get("etag"), 500),
    lastModified: keepable(response.headers.get("last-modified"), 100),
  };
}

/** In memory of its own, which can be given to a thread. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A version's name that is too long to keep is done without: the whole calendar comes again. */
function keepable(value: string | null, most: number): string | null {
  return value !== null && value.length >= 1 && value.length <= most ? value : null;
}

function unreachable(what: string): CalendarFailure {
  return new CalendarFailure("UNREACHABLE", `${what}.`);
}

/** What went wrong on the way, without revealing where it led. */
function failureOf(error: unknown): CalendarFailure {
  for (let cause = error as { readonly cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause) {
    if (cause instanceof CalendarFailure) return cause;
    if (cause instanceof ForbiddenAddress) return new CalendarFailure("FORBIDDEN_ADDRESS", cause.message);
  }
  return new CalendarFailure("UNREACHABLE", whyUnreachable(error));
}
