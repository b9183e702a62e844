import { ApiError, ConnectionError, type GraphQLErrorBody } from "./errors.js";
import { defaultRetries, type Retries, type RetryOptions } from "./retry.js";

/** A bearer token: what sign-in gave or an API key, or a function that fetches the current one. */
export type Token = string | (() => string | Promise<string>);

export interface ClientOptions {
  /** Where the gateway is, without `/graphql`: `https://api.example.com`. */
  readonly url: string;
  /** Whose the requests are. `signIn` sets it, too. A function is asked at each request and each new connection. */
  readonly token?: Token;
  /** The id of the firm that requests are for. By default, the one that the sign-in chose, or the one of the API key. */
  readonly firm?: string;
  /** How long one attempt may take, in milliseconds. 30,000 by default. */
  readonly timeoutMs?: number;
  /** How often to try again what may be tried again. */
  readonly retry?: RetryOptions;
  /** Sends requests instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Makes WebSockets instead of the global `WebSocket`, such as that of the package `ws`. */
  readonly webSocket?: unknown;
  /** Hears when the WebSocket of subscriptions is connected, and when it is lost and will be connected again. */
  readonly onConnection?: (isConnected: boolean) => void;
}

/** What can be said with each call. */
export interface CallOptions {
  /** Ends the call. It rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The body of an answer. */
export interface AnswerBody {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLErrorBody[];
}

/** A request as the gateway takes it. */
export interface GatewayRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** From the gateway's address, or a whole address that the gateway gave. */
  readonly address: string;
  readonly body?: string | Blob | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whether it says whose it is. Addresses of files need not. True by default. */
  readonly isSigned?: boolean;
  /** Whether the answer may take longer than one attempt to read, once it has begun. */
  readonly isLong?: boolean;
}

/** The gateway over HTTP. */
export class Gateway {
  readonly url: string;
  readonly retries: Retries;
  readonly webSocket: unknown;
  readonly #fetch: typeof fetch;
  /** How long one attempt may take. */
  readonly timeoutMs: number;

  constructor(
    readonly options: ClientOptions,
    /** Shared by the clients of all firms of a sign-in. */
    readonly credentials: { token: Token | undefined } = { token: options.token },
  ) {
    this.url = new URL(options.url).href.replace(/\/$/, "");
    this.retries = { ...defaultRetries, ...options.retry };
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.webSocket = options.webSocket ?? (globalThis as { WebSocket?: unknown }).WebSocket;
  }

  /** The current token. */
  async token(): Promise<string | undefined> {
    const { token } = this.credentials;
    return typeof token === "function" ? token() : token;
  }

  /** One attempt at a request of JSON. Throws ApiError if it was refused, ConnectionError if no answer came. */
  async ask<Answer>(request: Omit<GatewayRequest, "body"> & { readonly body?: object }): Promise<Answer> {
    const { body } = request;
    const response = await this.send({
      ...request,
      headers: {
        accept: "application/graphql-response+json, application/json",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    } as GatewayRequest);
    return (await answerOf(response)) as Answer;
  }

  /** One attempt at a request, whatever the answer is. Throws ConnectionError if none came. */
  async send({
    method,
    address,
    body,
    headers,
    signal,
    isSigned = true,
    isLong = false,
  }: GatewayRequest): Promise<Response> {
    const token = isSigned ? await this.token() : undefined;
    const { firm } = this.options;
    const beginning = isLong ? new AbortController() : undefined;
    const timeout = beginning?.signal ?? AbortSignal.timeout(this.timeoutMs);
    const timer = beginning && setTimeout(() => beginning.abort(), this.timeoutMs);
    try {
      return await this.#fetch(new URL(address, `${this.url}/`), {
        method,
        headers: {
          ...headers,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(isSigned && firm !== undefined && { "coachwork-firm": firm }),
        },
        ...(body !== undefined && { body }),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ConnectionError(`The gateway at ${this.url} did not answer.`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The JSON of an answer. Throws ApiError if it has errors or another status than a good one. */
export async function answerOf(response: Response): Promise<unknown> {
  let answer: AnswerBody;
  try {
    answer = (await response.json()) as AnswerBody;
  } catch (cause) {
    // A proxy's page, or the connection broke.
    if (response.ok) throw new ConnectionError("The answer of the gateway is not whole.", { cause });
    answer = {};
  }
  if (response.ok && !answer.errors) return answer;
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  throw new ApiError({
    errors: answer.errors ?? [],
    data: answer.data,
    status: response.status,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
  });
}
