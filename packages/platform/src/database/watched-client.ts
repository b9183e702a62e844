import type { Socket } from "node:net";
import pg from "pg";
import { ConnectionLost, notConnected } from "./connection-lost.js";

export interface Patience {
  /** Milliseconds after which a statement is given up: a little more than the server's own limit. */
  readonly answerMs: number;
  /**
   * Milliseconds within which any living server answers simple requests, such as the start of a transaction. Default:
   * 3,000.
   */
  readonly promptMs?: number;
}

/** Milliseconds between two checks for silent connections. */
export const LOOK_MS = 500;

/** An empty query that any living server answers at once, whatever follows: each query is answered on its own. */
const PROMPT = /^(begin|rollback|listen|unlisten|select 1$)/i;

/** Queries without an answer yet. Times are counted in checks. */
interface Question {
  readonly askedAt: number;
  readonly patience: number;
}

/** A client's internals, which its types do not show. */
interface Wire {
  readonly stream: Socket;
  once(event: "readyForQuery", listener: () => void): void;
}

type Ask = (...given: unknown[]) => Promise<unknown> | undefined;

/**
 * The client of a pool or of a single connection. It notices when the other end has gone without a word, such as a
 * machine that lost power or a firewall that forgot the connection. TCP itself takes a quarter of an hour to notice,
 * and never does if it has nothing to send. The client destroys such a connection, and all other connections of the
 * pool that have been silent for as long. So later requests do not each find another dead one.
 *
 * Queries are pipelined. A statement outside a transaction follows an empty query, which a living server answers at
 * once however long the statement takes.
 */
export function watchedClient({ answerMs, promptMs = 3_000 }: Patience): typeof pg.Client {
  const looks = new Looks();
  const [answer, prompt] = [answerMs, promptMs].map((ms) => Math.ceil(ms / LOOK_MS)) as [number, number];
  return class extends WatchedClient {
    constructor(config?: pg.ClientConfig) {
      super(config ?? {}, looks, { answer, prompt });
    }
  };
}

class WatchedClient extends pg.Client {
  readonly #unanswered = new Set<Question>();
  #heardAt = 0;

  constructor(
    config: pg.ClientConfig,
    private readonly looks: Looks,
    private readonly patience: { readonly answer: number; readonly prompt: number },
  ) {
    // A pool hides its password from its listed options.
    const always = { pipeline: true, keepAlive: true, keepAliveInitialDelayMillis: 5_000 };
    super({ ...config, password: config.password, ...always });
    // Only now is it known which stream is used, the plain or the encrypted one.
    this.#wire.once("readyForQuery", () => this.#begin());
    const [ask, connect, end] = [this.query.bind(this) as Ask, this.connect.bind(this), this.end.bind(this)];
    this.query = ((...given: unknown[]) => this.#ask(ask, given)) as typeof this.query;
    this.connect = ((done?: (error?: Error, ...more: unknown[]) => void) => {
      if (!done) return connect().catch((error: Error) => Promise.reject(notConnected(error)));
      return connect(((error: Error | null, ...more: unknown[]) => {
        if (error) done(notConnected(error));
        else done(undefined, ...more);
      }) as never);
    }) as typeof this.connect;
    this.end = ((done?: () => void) => {
      this.#note(this.patience.prompt); // a living server hangs up at once
      return done ? end(done) : end();
    }) as typeof this.end;
  }

  /** How long it has been silent with a query pending. Undefined if that is not too long yet. */
  get overdueSince(): number | undefined {
    const oldest: Question | undefined = this.#unanswered.values().next().value;
    if (!oldest) return undefined;
    const silentSince = Math.max(oldest.askedAt, this.#heardAt);
    return this.looks.count - silentSince >= oldest.patience ? silentSince : undefined;
  }

  /** Destroys the connection unless it has answered since. */
  destroyIfSilentSince(look: number): void {
    if (this.#heardAt > look) return;
    const seconds = Math.round(((this.looks.count - Math.max(look, this.#heardAt)) * LOOK_MS) / 1_000);
    this.#wire.stream.destroy(new ConnectionLost(`The database has said nothing for ${seconds} seconds.`));
  }

  get #wire(): Wire {
    return (this as unknown as { connection: Wire }).connection;
  }

  #begin(): void {
    const { stream } = this.#wire;
    this.#hear();
    stream.on("data", () => this.#hear());
    stream.once("close", () => this.looks.delete(this));
    this.looks.add(this);
  }

  #hear(): void {
    this.#heardAt = this.looks.count;
  }

  #ask(ask: Ask, given: unknown[]): Promise<unknown> | undefined {
    const text = textOf(given[0]);
    if (PROMPT.test(text)) return this.#watch(ask, given, this.patience.prompt);
    if (this.#unanswered.size > 0 || this.getTransactionStatus() !== "I")
      return this.#watch(ask, given, this.patience.answer);
    const { stream } = this.#wire;
    stream.cork();
    try {
      this.#watch(ask, [""], this.patience.prompt)?.catch(() => undefined);
      return this.#watch(ask, given, this.patience.answer);
    } finally {
      stream.uncork();
    }
  }

  #watch(ask: Ask, given: unknown[], patience: number): Promise<unknown> | undefined {
    const answered = this.#note(patience);
    const done = given.at(-1);
    try {
      if (typeof done === "function") {
        const told = (...answer: unknown[]) => {
          answered();
          done(...answer);
        };
        return ask(...given.slice(0, -1), told);
      }
      const answer = ask(...given);
      answer?.then(answered, answered);
      return answer;
    } catch (error) {
      answered();
      throw error;
    }
  }

  /** Records a query. The function that it returns records the answer. */
  #note(patience: number): () => void {
    const question = { askedAt: this.looks.count, patience };
    this.#unanswered.add(question);
    return () => void this.#unanswered.delete(question);
  }
}

/**
 * Checks the connections of a pool. Time is counted in checks. A process that was itself suspended has made none, so it
 * takes nobody for dead.
 */
class Looks {
  count = 1;
  readonly #clients = new Set<WatchedClient>();
  #timer: NodeJS.Timeout | undefined;

  add(client: WatchedClient): void {
    this.#clients.add(client);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
  }

  delete(client: WatchedClient): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    this.count += 1;
    const overdue = [...this.#clients].map(({ overdueSince }) => overdueSince).filter((since) => since !== undefined);
    if (overdue.length === 0) return;
    // The first was asked before the connections died, and the others may have been heard until then: a check later.
    const since = Math.min(...overdue) + 1;
    for (const client of [...this.#clients]) client.destroyIfSilentSince(since);
  }
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return (query as { text?: string } | null)?.text ?? "";
}
