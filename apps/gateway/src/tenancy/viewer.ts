import type { Actor } from "@coachwork/schema";
import { hash as digest } from "node:crypto";
import type { Clock } from "@coachwork/platform";
import { LRUCache } from "lru-cache";
import { unknownToken } from "./viewer-refusal.js";

/** Who is asking, and by what. */
export interface Resolved extends Actor {
  /** When the token ends. Null if never. */
  readonly expiresAt: Date | null;
  /** The ids that the token's rights depend on: its session, user and person, or its API key. */
  readonly dependsOn: readonly string[];
}

/** A kind of bearer token: session tokens, API keys. */
export interface CredentialKind {
  /** Whether the token has this kind's form. */
  claims(token: string): boolean;
  /**
   * Who is asking. The API id of a firm may be given; the default is the token's own firm. Throws a GraphQLError with a
   * `CredentialCode` if the token is invalid, and with FIRM_NOT_FOUND if it is not valid in this firm.
   */
  resolve(token: string, firm?: string): Promise<Resolved>;
  /** Throws if the token does not work from this address. It is asked at each use. */
  admit?(resolved: Resolved, clientAddress: string): void;
}

/** How long an answer is reused, and so how long a revoked token may still work if the bus fails to say so. */
const MEMORY_MS = 1000;
const MEMORY_SIZE = 10_000;

interface Remembered {
  readonly resolved: Resolved;
  readonly at: number;
}

/** A lookup in progress, and what was invalidated since it began. */
interface Asking {
  readonly answer: Promise<Resolved>;
  readonly meanwhile: (ReadonlySet<string> | null)[];
}

/** Identifies viewers by bearer tokens. */
export class Viewers {
  readonly #remembered = new LRUCache<string, Remembered>({ max: MEMORY_SIZE, ttl: MEMORY_MS });
  readonly #asking = new Map<string, Asking>();

  constructor(
    /** The first kind that claims a token resolves it. */
    private readonly kinds: readonly CredentialKind[],
    private readonly clock: Clock,
  ) {}

  /**
   * The viewer of a token. An answer is reused for at most a second; a refusal never is.
   *
   * @throws GraphQLError with the code UNAUTHENTICATED, TOKEN_EXPIRED, FIRM_NOT_CHOSEN, FIRM_NOT_FOUND or
   * ADDRESS_NOT_ALLOWED
   */
  async resolveBearer(token: string, firm?: string, clientAddress = ""): Promise<Resolved> {
    const resolved = await this.#resolve(token, firm);
    this.kinds.find((one) => one.claims(token))?.admit?.(resolved, clientAddress);
    return resolved;
  }

  async #resolve(token: string, firm?: string): Promise<Resolved> {
    const remembered = this.#remembered.get(hashOf(token, firm));
    const now = this.clock.now();
    if (remembered && Math.abs(now - remembered.at) < MEMORY_MS && !hasEnded(remembered.resolved, now))
      return remembered.resolved;
    return this.#ask(token, firm);
  }

  /** Makes the next use of tokens that depend on one of these look again. Null means all tokens. */
  recheck(ids: ReadonlySet<string> | null): void {
    for (const [hash, { resolved }] of this.#remembered.entries())
      if (concerns(ids, resolved)) this.#remembered.delete(hash);
    for (const { meanwhile } of this.#asking.values()) meanwhile.push(ids);
  }

  /** Concurrent requests share one lookup. */
  #ask(token: string, firm?: string): Promise<Resolved> {
    const kind = this.kinds.find((one) => one.claims(token));
    if (!kind) return Promise.reject(unknownToken());
    const hash = hashOf(token, firm);
    const other = this.#asking.get(hash);
    if (other) return other.answer;
    const meanwhile: (ReadonlySet<string> | null)[] = [];
    const answer = lookUp(() => kind.resolve(token, firm), meanwhile)
      .then((resolved) => {
        this.#remembered.set(hash, { resolved, at: this.clock.now() });
        return resolved;
      })
      .finally(() => this.#asking.delete(hash));
    this.#asking.set(hash, { answer, meanwhile });
    return answer;
  }
}

/** Looks a token up, and again if what it depends on changed in the meantime: the answer may be older than that. */
async function lookUp(look: () => Promise<Resolved>, meanwhile: (ReadonlySet<string> | null)[]): Promise<Resolved> {
  for (;;) {
    meanwhile.length = 0;
    const resolved = await look();
    if (!meanwhile.some((ids) => concerns(ids, resolved))) return resolved;
  }
}

/** Whether something that a token depends on is among the ids. Null means all. */
function concerns(ids: ReadonlySet<string> | null, { dependsOn }: Pick<Resolved, "dependsOn">): boolean {
  return ids === null || dependsOn.some((id) => ids.has(id));
}

function hasEnded({ expiresAt }: Resolved, now: number): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now;
}

/** Tokens are not kept in memory longer than a request. The same token is a different viewer in each firm. */
function hashOf(token: string, firm: string | undefined): string {
  const named = firm === undefined ? token : `${token} ${firm}`; // an empty name counts too
  return digest("sha256", named, "base64");
}
