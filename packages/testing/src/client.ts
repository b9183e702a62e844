import { createClient } from "graphql-ws";
import WebSocket from "ws";

/** An answer from the API. */
export interface Answer<Data = Record<string, never>> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  readonly extensions?: Record<string, unknown>;
}

/** Whether an error tells clients to retry: a service is away, or the firm has too much in progress. */
export function isRetryable({ extensions }: NonNullable<Answer["errors"]>[number]): boolean {
  return extensions.retryable === true || typeof extensions.retryAfterMs === "number";
}

/** The data of an answer. Its shape depends on the question. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type AnyData = any;

/** The logs of the services at an address, shown with an error that a test does not expect. */
export const logsOf = new Map<string, () => readonly string[]>();

/** An API client with a token, or without one as a stranger. */
export class TestClient {
  readonly url: string;
  readonly token: string | undefined;
  readonly #sockets: ReturnType<typeof createClient>[] = [];

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  /** Sends an operation over HTTP and returns the answer unchanged. */
  async send(query: string, variables: Record<string, unknown> = {}): Promise<Answer<AnyData>> {
    const response = await this.post(JSON.stringify({ query, variables }));
    return (await response.json()) as Answer<AnyData>;
  }

  /** Sends an operation and returns its data. An error fails the test. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<AnyData> {
    const { data, errors } = await this.send(query, variables);
    if (errors) throw new Error(`The API answered with errors: ${JSON.stringify(errors, null, 2)}${this.#log(errors)}`);
    return data;
  }

  /** The services' log lines about these errors. */
  #log(errors: NonNullable<Answer["errors"]>): string {
    const references = errors.flatMap(({ extensions }) => (extensions.reference as string | undefined) ?? []);
    const lines = logsOf.get(this.url)?.() ?? [];
    return lines
      .filter((line) => references.some((one) => line.includes(one)))
      .map((line) => `\n${line}`)
      .join("");
  }

  post(body: string): Promise<Response> {
    const authorization = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    return fetch(`${this.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body,
    });
  }

  /** Follows a subscription on a new socket. */
  follow(query: string, variables: Record<string, unknown> = {}): Following {
    const params = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const socket = createClient({
      url: `${this.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: params,
      retryAttempts: 0,
      lazy: true,
    });
    this.#sockets.push(socket);
    return new Following(socket, query, variables);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) await socket.dispose();
  }
}

/** A subscription: its answers so far, and waiting for more. */
export class Following {
  readonly received: Answer<AnyData>[] = [];
  /** Why it ended. Null if the server completed it, undefined if it has not ended. */
  ended: unknown;
  readonly #socket: ReturnType<typeof createClient>;
  #changed = Promise.withResolvers<void>();

  constructor(socket: ReturnType<typeof createClient>, query: string, variables: Record<string, unknown>) {
    this.#socket = socket;
    socket.subscribe<AnyData>(
      { query, variables },
      {
        next: (answer) => this.#note(() => this.received.push(answer as Answer<AnyData>)),
        error: (error) => this.#note(() => (this.ended = error)),
        complete: () => this.#note(() => (this.ended ??= null)),
      },
    );
  }

  /** Waits for this many answers. Fails if the subscription ends before, or after a while. */
  async until(count: number, patience = 10_000): Promise<readonly Answer<AnyData>[]> {
    await this.#wait(() => this.received.length >= count || this.ended !== undefined, patience, `${count} answers`);
    if (this.received.length < count)
      throw new Error(`The subscription ended after ${this.received.length}: ${JSON.stringify(this.ended)}`);
    return this.received;
  }

  /** Waits until the server has ended it, and returns why. */
  async untilEnded(patience = 10_000): Promise<unknown> {
    await this.#wait(() => this.ended !== undefined, patience, "the end");
    return this.ended;
  }

  /** Cuts the connection, as a bad network does. */
  cut(): void {
    this.#socket.terminate();
  }

  #note(change: () => void): void {
    change();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #wait(condition: () => boolean, patience: number, what: string): Promise<void> {
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => timeout.reject(new Error(`Waited ${patience} ms for ${what}; received ${JSON.stringify(this.received)}`)),
      patience,
    );
    try {
      while (!condition()) await Promise.race([this.#changed.promise, timeout.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
