import type { Bus, Spending } from "./bus.js";

/** What is said at once to the other processes. */
export interface Said {
  readonly firmIds: readonly string[];
  readonly recheckedIds: readonly string[];
  /** What was spent here, by account. */
  readonly spent: ReadonlyMap<string, number>;
}

/**
 * Milliseconds between two times that something is said. Wake-ups for the same firm in between are merged, because each one costs
 * every listening process.
 */
const PAUSE_MS = 25;

/** What every bus does, however it reaches the other processes: it gathers what is said, and keeps it while it is not connected. */
export abstract class GatheringBus implements Bus, Spending {
  readonly #wakeListeners = new Set<(firmId: string | null) => void>();
  readonly #recheckListeners = new Set<(ids: ReadonlySet<string> | null) => void>();
  readonly #spentListeners = new Set<(account: string, cost: number) => void>();
  readonly #woken = new Set<string>();
  readonly #rechecked = new Set<string>();
  readonly #spent = new Map<string, number>();
  #pause: NodeJS.Timeout | undefined;

  /** What keeps it from hearing the other processes. Undefined if nothing does. */
  abstract get problem(): string | undefined;

  /** Connects. Rejects with a message that names the setting. */
  abstract connect(): Promise<void>;

  abstract close(): Promise<void>;

  protected abstract get isConnected(): boolean;

  /** Tells other processes. Only called while it is connected. What was woken and spent may get lost. */
  protected abstract send(said: Said): void;

  wake(firmId: string): void {
    this.#woken.add(firmId);
    this.#sayAfterPause();
  }

  onWake(listener: (firmId: string | null) => void): () => void {
    this.#wakeListeners.add(listener);
    return () => this.#wakeListeners.delete(listener);
  }

  recheck(...ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.tellRecheck(new Set(ids));
    this.recheckElsewhere(ids);
  }

  onRecheck(listener: (ids: ReadonlySet<string> | null) => void): () => void {
    this.#recheckListeners.add(listener);
    return () => this.#recheckListeners.delete(listener);
  }

  spend(account: string, cost: number): void {
    this.#spent.set(account, (this.#spent.get(account) ?? 0) + cost);
    this.#sayAfterPause();
  }

  onSpent(listener: (account: string, cost: number) => void): () => void {
    this.#spentListeners.add(listener);
    return () => this.#spentListeners.delete(listener);
  }

  /** Has the other processes check these again. */
  protected recheckElsewhere(ids: Iterable<string>): void {
    for (const id of ids) this.#rechecked.add(id);
    this.#sayAfterPause();
  }

  /** The bus hears again. Whatever happened in between is unknown, and what was said meanwhile is sent. */
  protected tellConnected(): void {
    this.tellWake(null);
    this.tellRecheck(null);
    this.sayNow();
  }

  /** Says what was gathered, if anything. */
  protected sayNow(): void {
    if (!this.isConnected) return; // said on the next connection
    if (this.#woken.size + this.#rechecked.size + this.#spent.size === 0) return;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.sayNow();
    }, PAUSE_MS);
    const said = { firmIds: [...this.#woken], recheckedIds: [...this.#rechecked], spent: new Map(this.#spent) };
    this.#woken.clear();
    this.#rechecked.clear();
    this.#spent.clear();
    this.send(said);
  }

  /** Says what is left, and nothing after that. */
  protected sayFarewell(): void {
    this.sayNow();
    clearTimeout(this.#pause);
  }

  protected tellWake(firmId: string | null): void {
    for (const listener of this.#wakeListeners) listener(firmId);
  }

  protected tellRecheck(ids: ReadonlySet<string> | null): void {
    for (const listener of this.#recheckListeners) listener(ids);
  }

  protected tellSpent(payload: string): void {
    for (const spent of payload.split(",")) {
      const [account, cost] = spent.split(" ") as [string, string];
      for (const listener of this.#spentListeners) listener(account, Number(cost));
    }
  }

  #sayAfterPause(): void {
    if (!this.#pause) this.sayNow();
  }
}

/** What was spent as texts that `tellSpent` understands, each about so many accounts at most. */
export function spentIn({ spent }: Said, accounts: number): string[] {
  const all = [...spent].map(([account, cost]) => `${account} ${cost}`);
  return inParts(all, accounts);
}

/** Words as texts with so many words each, separated by commas. */
export function inParts(words: readonly string[], size: number): string[] {
  const parts = Array.from({ length: Math.ceil(words.length / size) }, (_, part) =>
    words.slice(part * size, (part + 1) * size),
  );
  return parts.map((part) => part.join(","));
}
