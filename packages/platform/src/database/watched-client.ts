import type { Socket } from "node:net";
import pg from "pg";
import { ConnectionLost, notConnected } from "./connection-lost.js";

export interface Patience {
  /** Milliseconds after which a statement is given up: a little more than the server itself gives it. */
  readonly answerMs: number;
  /** Milliseconds for what any living server answers at once, such as the beginning of a transaction. Default: 3,000. */
  readonly promptMs?: number;
}

/** Milliseconds between two looks at who is silent. */
const LOOK_MS = 500;

/** What any living server answers at once, whatever it is asked after that: each query is answered on its own. */
const PROMPT = /^(begin|rollback|listen|unlisten|select 1$)/i;

/** What was asked and is not answered yet. Times are numbers of looks. */
interface Question {
  readonly askedAt: number;
  readonly patience: number;
}

/** A client's insides, which its types do not tell. */
interface Wire {
  readonly stream: Socket;
  once(event: "readyForQuery", listener: () => void): void;
}

type Ask = (...given: unknown[]) => Promise<unknown> | undefined;

/**
 * The client of a pool, or of a connection of its own, that notices when the other end has gone without a word: a machine that
 * lost its power, a firewall that forgot the connection. TCP itself waits a quarter of an hour for that, and forever where it
 * has nothing to send. Such a connection is destroyed, and those of the pool with it that have been silent for as long, so
 * that the next requests do not each find another dead one.
 *
 * Queries are pipelined: a statement outside of a transaction follows an empty one, which a living server answers at once
 * however long the statement itself takes.
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
    // A pool hides its password from whoever lists its options.
    const always = { pipeline: true, keepAlive: true, keepAliveInitialDelayMillis: 5_000 };
    super({ ...config, password: config.password, ...always });
    // Only then is it known which stream it is, the plain one or the encrypted one.
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

  /** Since when it has been silent though something was asked; undefined where that is not too long yet. */
  get overdueSince(): number | undefined {
    const oldest: Question | undefined = this.#unanswered.values().next().value;
    if (!oldest) return undefined;
    const silentSince = Math.max(oldest.askedAt, this.#heardAt);
    return this.looks.count - silentSince >= oldest.patience ? silentSince : undefined;
  }

  /** Destroys the connection unless something was heard since. */
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

  /** Notes that something was asked; what it gives notes the answer. */
  #note(patience: number): () => void {
    const question = { askedAt: this.looks.count, patience };
    this.#unanswered.add(question);
    return () => void this.#unanswered.delete(question);
  }
}

/**
 * Looks at the connections of a pool. Time is counted in looks: a process that was itself stopped for a while has not looked,
 * and takes nobody's silence for death.
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
    const since = Math.min(...overdue);
    for (const client of [...this.#clients]) client.destroyIfSilentSince(since);
  }
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return (query as { text?: string } | null)?.text ?? "";
}
