import type { Actor } from "@coachwork/schema";
import { createHash } from "node:crypto";
import { classOf, keyOfClass } from "@coachwork/reader";
import { LRUCache } from "lru-cache";
import { retryHiccups } from "./hiccup.js";

declare module "../graphql/context.js" {
  interface Services {
    readonly sharedReads: SharedReads;
  }
}

/** Milliseconds for which a result is shared by sockets that handle the same event at about the same time. */
const LIFE_MS = 2_000;
/** The clock is read once in so many milliseconds: hundreds of sockets ask at the same time. */
const RESOLUTION_MS = 100;
/** The number of results in memory. */
const KEPT = 10_000;

/**
 * Reads for events: once for everybody who asks the same at about the same time, and later if the database is
 * temporarily unreadable.
 */
export class SharedReads {
  readonly #kept = new LRUCache<string, Promise<unknown>>({
    max: KEPT,
    ttl: LIFE_MS,
    ttlAutopurge: true,
    ttlResolution: RESOLUTION_MS,
  });

  /**
   * Reads, unless somebody just did so for the same key.
   *
   * @throws Interrupted if it was unreadable for long
   */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = retryHiccups(read);
    this.#kept.set(key, reading);
    reading.catch(() => this.#kept.delete(key));
    return reading;
  }
}

const viewKeys = new WeakMap<Actor, string>();

/** Identifies what viewers with the same grants see in a firm on the same day. It differs between firms. */
export function viewKeyOf(viewer: Actor): string {
  const known = viewKeys.get(viewer);
  if (known !== undefined) return known;
  const viewKey = shortened(`${viewer.firmId} ${viewer.today} ${keyOfClass(classOf(viewer))}`);
  viewKeys.set(viewer, viewKey);
  return viewKey;
}

/** A digest of a text, for a short key. */
export function shortened(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 20);
}
