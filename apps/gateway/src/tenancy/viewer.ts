import type { Actor } from "@coachwork/schema";
import { createHash } from "node:crypto";
import type { Clock } from "@coachwork/platform";
import { LRUCache } from "lru-cache";
import { unknownToken } from "./viewer-refusal.js";

/** Who is asking, and by what. */
export interface Resolved extends Actor {
  /** When the token ends; null: never. */
  readonly expiresAt: Date | null;
  /** The ids of what the token's right comes from: its session, user and person, or its API key. */
  readonly standsOn: readonly string[];
}

/** A kind of bearer token: session tokens, API keys. */
export interface CredentialKind {
  /** Whether the token has this kind's form. */
  claims(token: string): boolean;
  /**
   * Who is asking, in the firm with this id at the API; not given: in the one that the token is in by itself. Throws a
   * GraphQLError with a `CredentialCode` where the token is good for nothing, with FIRM_NOT_FOUND where not in this firm.
   */
  resolve(token: string, firm?: string): Promise<Resolved>;
}

/** How long an answer is used again, and so how long a revoked token may go on where the bus does not say so. */
const MEMORY_MS = 1000;
const MEMORY_SIZE = 10_000;

interface Remembered {
  readonly resolved: Resolved;
  readonly at: number;
}

/** A look under way, and what is to be looked at again since it began. */
interface Asking {
  readonly answer: Promise<Resolved>;
  readonly meanwhile: (ReadonlySet<string> | null)[];
}

/** Tells who is asking from bearer tokens. */
export class Viewers {
  readonly #remembered = new LRUCache<string, Remembered>({ max: MEMORY_SIZE, ttl: MEMORY_MS });
  readonly #asking = new Map<string, Asking>();

  constructor(
    /** The first that claims a token resolves it. */
    private readonly kinds: readonly CredentialKind[],
    private readonly clock: Clock,
  ) {}

  /**
   * Who holds the token. An answer is used again for at most a second; a refusal never is.
   *
   * @throws GraphQLError with the code UNAUTHENTICATED, TOKEN_EXPIRED, FIRM_NOT_CHOSEN or FIRM_NOT_FOUND.
   */
  async resolveBearer(token: string, firm?: string): Promise<Resolved> {
    const remembered = this.#remembered.get(hashOf(token, firm));
    const now = this.clock.now();
    if (remembered && Math.abs(now - remembered.at) < MEMORY_MS && !hasEnded(remembered.resolved, now))
      return remembered.resolved;
    return this.#ask(token, firm);
  }

  /** Makes the next use of tokens that stand on one of these look again; null: of all. */
  recheck(ids: ReadonlySet<string> | null): void {
    for (const [hash, { resolved }] of this.#remembered.entries())
      if (concerns(ids, resolved)) this.#remembered.delete(hash);
    for (const { meanwhile } of this.#asking.values()) meanwhile.push(ids);
  }

  /** Many who ask at once share one look. */
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

/** Looks a token up, and again where what it stands on has changed meanwhile: the answer may be from before that. */
async function lookUp(look: () => Promise<Resolved>, meanwhile: (ReadonlySet<string> | null)[]): Promise<Resolved> {
  for (;;) {
    meanwhile.length = 0;
    const resolved = await look();
    if (!meanwhile.some((ids) => concerns(ids, resolved))) return resolved;
  }
}

/** Whether what a token stands on is among the ids; null are all. */
function concerns(ids: ReadonlySet<string> | null, { standsOn }: Pick<Resolved, "standsOn">): boolean {
  return ids === null || standsOn.some((id) => ids.has(id));
}

function hasEnded({ expiresAt }: Resolved, now: number): boolean {
  return expiresAt !== null && expiresAt.getTime() <= now;
}

/** Tokens are not kept in memory longer than a request. One stands for somebody else in each firm. */
function hashOf(token: string, firm: string | undefined): string {
  const named = firm === undefined ? token : `${token} ${firm}`; // an empty name is one, too
  return createHash("sha256").update(named).digest("base64");
}
