import type { Client } from "graphql-ws/client";
import type { Operation, Values } from "./document.js";
import { ApiError, ConnectionError, type GraphQLErrorBody, ResyncRequired, SocketClosed } from "./errors.js";
import { pause, type Retries, waitBefore } from "./retry.js";

export interface SubscribeOptions {
  /** Go on after this position: what `Subscription.position` said last. From now on by default. */
  readonly position?: string | null;
  /** Ends the subscription. Its iterator rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

interface Event<Data> {
  readonly data?: Data;
  readonly position: string | null;
}

/** So many events may wait here for the program. More stay at the gateway, until it has taken these. */
const MOST_WAITING = 1_000;

/**
 * The events of a subscription, in order. After a lost connection it goes on where it was: nothing is missed and nothing comes
 * twice. Take them with `for await`; leaving the loop ends the subscription.
 *
 * Its iterator throws ResyncRequired, ApiError or SocketClosed when it cannot go on.
 */
export class Subscription<Data> implements AsyncIterableIterator<Data> {
  /**
   * The position after the last event that was taken. Keep it once the event is dealt with, to go on there with the option
   * `position` in another process or later. Null before the gateway has told one.
   */
  position: string | null;
  /** Resolves when the gateway follows: nothing that happens from then on is missed. Rejects if it does not begin. */
  readonly begun: Promise<void>;
  readonly #hasBegun = Promise.withResolvers<void>();
  readonly #socket: Client;
  readonly #operation: Operation;
  readonly #variables: Values;
  readonly #retries: Retries;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting: Event<Data>[] = [];
  /** What the gateway told last, which may still wait here. */
  #told: string | null;
  /** The position of the last event that came. */
  #came: string | null = null;
  #attempts = 0;
  #failure: unknown;
  #isOver = false;
  #wake: () => void = () => undefined;
  /** Ends what runs at the gateway. Undefined while nothing does. */
  #stop: (() => void) | undefined;

  /** @internal */
  constructor(
    socket: Client,
    operation: Operation,
    variables: Values,
    options: SubscribeOptions & { readonly retries: Retries },
  ) {
    const { position = null, signal, retries } = options;
    this.#socket = socket;
    this.#operation = operation;
    this.#variables = variables;
    this.#retries = retries;
    this.#signal = signal;
    this.position = position;
    this.#told = position;
    this.begun = this.#hasBegun.promise;
    // Whoever takes the events hears of it.
    this.begun.catch(() => undefined);
    signal?.addEventListener("abort", this.#abort);
    if (signal?.aborted) this.#abort();
    else this.#begin();
  }

  /** The next event's data. */
  async next(): Promise<IteratorResult<Data, undefined>> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) {
        this.position = event.position;
        if (event.data !== undefined) return { value: event.data, done: false };
        continue;
      }
      if (this.#failure !== undefined) {
        const failure = this.#failure;
        this.#end();
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the signal's reason is the caller's own
        throw failure;
      }
      if (this.#isOver) return { value: undefined, done: true };
      this.#begin();
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Ends the subscription. */
  async return(): Promise<IteratorResult<Data, undefined>> {
    this.#waiting.length = 0;
    this.#end();
    this.#wake();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  readonly #abort = () => {
    this.#waiting.length = 0;
    this.#fail(this.#signal?.reason);
  };

  /** Has the gateway send what comes after the last that it told. */
  #begin(): void {
    if (this.#stop || this.#isOver) return;
    // graphql-ws sends this object again on each connection, with its content of that time.
    const extensions: Record<string, unknown> = { position: this.#told };
    let isCurrent = true;
    const stop = this.#socket.subscribe<Data, { position?: string }>(
      { query: this.#operation.text, variables: { ...this.#variables }, extensions },
      {
        next: ({ data, errors, extensions: said }) => {
          if (!isCurrent) return;
          if (errors) return this.#fail(failureOf(errors, data));
          this.#take(data ?? undefined, said?.position);
          extensions.position = this.#told;
          if (this.#waiting.length >= MOST_WAITING) end();
        },
        error: (error) => {
          if (isCurrent) void this.#tryAgain(error, end);
        },
        complete: () => {
          if (!isCurrent) return;
          this.#isOver = true;
          this.#wake();
        },
      },
    );
    const end = () => {
      isCurrent = false;
      this.#stop = undefined;
      stop();
    };
    this.#stop = end;
  }

  #take(data: Data | undefined, position: string | undefined): void {
    this.#attempts = 0;
    this.#hasBegun.resolve();
    if (data !== undefined && position !== undefined) {
      if (position === this.#came) return;
      this.#came = position;
    }
    this.#told = position ?? this.#told;
    this.#waiting.push({ ...(data !== undefined && { data }), position: this.#told });
    this.#wake();
  }

  /** The gateway refused to begin. It may have said when to come back. */
  async #tryAgain(problem: unknown, end: () => void): Promise<void> {
    const failure = failureOf(problem);
    const wait = waitBefore(failure, (this.#attempts += 1), true, this.#retries);
    if (wait === undefined) return this.#fail(failure);
    try {
      await pause(wait, this.#signal);
    } catch {
      return; // The signal has ended it.
    }
    end();
    this.#begin();
  }

  #fail(failure: unknown): void {
    this.#failure ??= failure;
    this.#hasBegun.reject(failure);
    this.#wake();
  }

  #end(): void {
    this.#isOver = true;
    this.#failure = undefined;
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#stop?.();
  }
}

/** graphql-ws gives a CloseEvent, the operation's errors, or an Error. */
function failureOf(problem: unknown, data?: unknown): Error {
  if (Array.isArray(problem)) {
    const errors = problem as GraphQLErrorBody[];
    const mustResync = errors.some(({ extensions }) => extensions?.code === "RESYNC_REQUIRED");
    return mustResync ? new ResyncRequired({ errors }) : new ApiError({ errors, data });
  }
  const { code, reason } = Object(problem) as { code?: unknown; reason?: unknown };
  if (typeof code === "number") return new SocketClosed(code, String(reason ?? ""));
  return new ConnectionError("The connection failed.", { cause: problem });
}
