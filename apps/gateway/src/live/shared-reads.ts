import type { Actor } from "@coachwork/schema";
import { createHash } from "node:crypto";
import { classOf, keyOfClass } from "@coachwork/reader";
import { LRUCache } from "lru-cache";
import { throughHiccups } from "./hiccup.js";

declare module "../graphql/context.js" {
  interface Services {
    readonly sharedReads: SharedReads;
  }
}

/** Milliseconds that what was read is shared: by sockets that are told of the same event at about the same time. */
const LIFE_MS = 2_000;
/** Readings in memory. */
const KEPT = 10_000;

/** What is read of events: once for all who ask the same at about the same time, and later where it cannot be read just now. */
export class SharedReads {
  readonly #kept = new LRUCache<string, Promise<unknown>>({ max: KEPT, ttl: LIFE_MS, ttlAutopurge: true });

  /**
   * Reads, unless somebody just did so for the same key.
   *
   * @throws Interrupted where it could not be read for long
   */
  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = throughHiccups(read);
    this.#kept.set(key, reading);
    reading.catch(() => this.#kept.delete(key));
    return reading;
  }
}

const sights = new WeakMap<Actor, string>();

/** Names what viewers with the same grants see of a firm on the same day; no two firms share one. */
export function sightOf(viewer: Actor): string {
  const known = sights.get(viewer);
  if (known !== undefined) return known;
  const sight = shortened(`${viewer.firmId} ${viewer.today} ${keyOfClass(classOf(viewer))}`);
  sights.set(viewer, sight);
  return sight;
}

/** A text's digest: short, so that it makes a short key. */
export function shortened(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 20);
}
