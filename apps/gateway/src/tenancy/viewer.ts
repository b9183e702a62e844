import { createHash } from "node:crypto";
import type { Actor, Clock } from "@coachwork/platform";
import { LRUCache } from "lru-cache";
import { isCredentialError, unknownToken } from "./viewer-refusal.js";

/** Who is asking, and by what. */
export interface Resolved extends Actor {
  /** When the token ends; null: never. */
  readonly expiresAt: Date | null;
  /** The session's or the API key's id: what can be revoked. */
  readonly credential: string;
}

/** A kind of bearer token: session tokens, API keys. */
export interface CredentialKind {
  /** Whether the token has this kind's form. */
  claims(token: string): boolean;
  /** Who is asking. Throws a GraphQLError with a `CredentialCode` where the token is good for nothing. */
  resolve(token: string): Promise<Resolved>;
}

/** How long an answer is used again, and so how long a revoked token may go on. */
const MEMORY_MS = 1000;
const MEMORY_SIZE = 10_000;

interface Remembered {
  readonly resolved: Resolved;
  readonly at: number;
}

/** Tells who is asking from bearer tokens. */
export class Viewers {
  readonly #remembered = new LRUCache<string, Remembered>({ max: MEMORY_SIZE, ttl: MEMORY_MS });
  readonly #asking = new Map<string, Promise<Resolved>>();

  constructor(
    /** The first that claims a token resolves it. */
    private readonly kinds: readonly CredentialKind[],
    private readonly clock: Clock,
  ) {}

  /**
   * Who holds the token. An answer is used again for at most a second; a refusal never is.
   *
   * @throws GraphQLError with the code UNAUTHENTICATED, TOKEN_EXPIRED or FIRM_NOT_CHOSEN.
   */
  async resolveBearer(token: string): Promise<Resolved> {
    const remembered = this.#remembered.get(hashOf(token));
    const now = this.clock.now();
    if (remembered && Math.abs(now - remembered.at) < MEMORY_MS && !hasEnded(remembered.resolved, now))
      return remembered.resolved;
    return this.#ask(token);
  }

  /**
   * Whether an open socket's token still makes its holder who they were. Asks the database each time: ask once a token, not
   * once a socket. Rejects when it cannot be told.
   */
  async stillValid(token: string, holder: Resolved): Promise<boolean> {
    try {
      const now = await this.#ask(token);
      return identityOf(now) === identityOf(holder);
    } catch (error) {
      if (isCredentialError(error)) return false;
      throw error;
    }
  }

  /** Makes the next use of the token look again, after what it stands for has changed. */
  forget(token: string): void {
    this.#remembered.delete(hashOf(token));
    this.#asking.delete(hashOf(token));
  }

  /** Many who ask at once share one look. */
  #ask(token: string): Promise<Resolved> {
    const kind = this.kinds.find((one) => one.claims(token));
    if (!kind) return Promise.reject(unknownToken());
    const hash = hashOf(token);
    const other = this.#asking.get(hash);
    if (other) return other;
    const asking = kind
      .resolve(token)
      .then((resolved) => {
        if (this.#asking.get(hash) === asking) this.#remembered.set(hash, { resolved, at: this.clock.now() });
        return resolved;
      })
      .finally(() => {
        if (this.#asking.get(hash) === asking) this.#asking.delete(hash);
      });
    this.#asking.set(hash, asking);
    return asking;
  }
}

function hasEnded({ expiresAt }: Resolved, now: number): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now;
}

function identityOf({ credential, firmId, personId, grants }: Resolved): string {
  return JSON.stringify([credential, firmId, personId, grants]);
}

/** Tokens are not kept in memory longer than a request. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
