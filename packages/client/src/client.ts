import type { Client as Socket } from "graphql-ws/client";
import { type BulkCaller, BulkExport, startBulkExport } from "./bulk-export.js";
import { type Connection, type NodeOf, nodesOf } from "./connection.js";
import { type Operation, operationOfKind, type TypedDocument, type Values } from "./document.js";
import { ConnectionError } from "./errors.js";
import { download, startUpload, upload, type Uploadable } from "./files.js";
import { type AnswerBody, type CallOptions, type ClientOptions, Gateway } from "./gateway.js";
import { keyed } from "./keyed-mutation.js";
import { pause, pauseAfter, retrying } from "./retry.js";
import { openSocket } from "./socket.js";
import { type SubscribeOptions, Subscription } from "./subscription.js";

/** Variables may be left out if none is needed. */
export type Given<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

export interface SignInOptions extends CallOptions {
  readonly email: string;
  readonly password: string;
  /** Whether the sign-in lasts longer than a day. True by default. */
  readonly rememberMe?: boolean;
}

export interface FirmName {
  /** Such as `firm_01a2077b48347173a840fc60893aae79`. */
  readonly id: string;
  readonly name: string;
}

export interface SignedIn {
  /** To be kept, and given as the option `token` the next time. */
  readonly token: string;
  /** The firm, if the person is in one alone. Otherwise choose one of `firms()` with `inFirm`. */
  readonly firm: FirmName | null;
}

/**
 * A client of the Coachwork API. It tries again what may be tried again: queries, and mutations, to each of which it gives an
 * `idempotencyKey`, so that they are done once. What the API refuses is thrown as an ApiError, and a network that fails as a
 * ConnectionError.
 */
export class CoachworkClient {
  #gateway: Gateway;
  #socket: Socket | undefined;

  constructor(options: ClientOptions) {
    this.#gateway = new Gateway(options);
  }

  /** Signs in with an address and a password. Requests are this person's then. */
  async signIn({ email, password, rememberMe = true, signal }: SignInOptions): Promise<SignedIn> {
    const body = { email, password, rememberMe };
    const request = { method: "POST", address: "auth/sign-in/email", body, isSigned: false, signal } as const;
    const { token, firm } = await this.#gateway.ask<SignedIn>(request);
    this.#gateway.credentials.token = token;
    return { token, firm };
  }

  /** Ends the sign-in, at the gateway too. */
  async signOut({ signal }: CallOptions = {}): Promise<void> {
    await this.#gateway.ask({ method: "POST", address: "auth/sign-out", body: {}, signal });
    this.#gateway.credentials.token = undefined;
    this.close();
  }

  /** The firms that the signed-in person is in. */
  async firms({ signal }: CallOptions = {}): Promise<readonly FirmName[]> {
    const request = { method: "GET", address: "auth/firms", signal } as const;
    const { firms } = await this.#retrying(true, signal, () =>
      this.#gateway.ask<{ firms: readonly FirmName[] }>(request),
    );
    return firms.map(({ id, name }) => ({ id, name }));
  }

  /** A client with the same sign-in whose requests are for this firm. Several can be used at the same time. */
  inFirm(firm: string): CoachworkClient {
    const { options, credentials } = this.#gateway;
    const client = new CoachworkClient(options);
    client.#gateway = new Gateway({ ...options, firm }, credentials);
    return client;
  }

  /** Asks a query, and returns its data. */
  async query<Data = unknown, Variables = Values>(
    document: TypedDocument<Data, Variables> | string,
    ...[variables, options = {}]: Given<Variables, CallOptions>
  ): Promise<Data> {
    const operation = operationOfKind("query", document);
    return this.#retrying(true, options.signal, () => this.#ask<Data>(operation.text, variables ?? {}, options));
  }

  /**
   * Sends a mutation, and returns its data. A refusal is a value in `userErrors`; `succeeded` throws it. Each change gets an
   * `idempotencyKey` unless you give one. BUSY is tried again.
   */
  async mutate<Data = unknown, Variables = Values>(
    document: TypedDocument<Data, Variables> | string,
    ...[given, options = {}]: Given<Variables, CallOptions>
  ): Promise<Data> {
    const { signal } = options;
    const { retries } = this.#gateway;
    const operation = operationOfKind("mutation", document);
    const { text, variables, isKeyed } = keyed(operation, given ?? {}, newKey);
    for (let attempts = 1; ; attempts += 1) {
      const data = await this.#retrying(isKeyed, signal, () => this.#ask<Data>(text, variables, options));
      if (!isKeyed || !isBusy(data) || attempts >= retries.attempts) return data;
      await pause(pauseAfter(attempts, retries), signal);
    }
  }

  /**
   * What a list has, page after page. The document takes `$after` and gives it to the list, and selects
   * `pageInfo { hasNextPage endCursor }`.
   *
   * @param select finds the list in the data of a page
   */
  paginate<Data, Variables extends { after?: string | null }, C extends Connection>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    select: (data: Data) => C | null | undefined,
    options: CallOptions = {},
  ): AsyncGenerator<NodeOf<C>, void> {
    const operation = operationOfKind("query", document);
    if (!operation.variables.has("after")) throw new TypeError("The document has no variable $after.");
    const ask = (values: Values) =>
      this.#retrying(true, options.signal, () => this.#ask<Data>(operation.text, values, options));
    return nodesOf(ask, variables as Values, select);
  }

  /** Follows a subscription over a WebSocket, which all subscriptions of the client share. */
  subscribe<Data = unknown, Variables = Values>(
    document: TypedDocument<Data, Variables> | string,
    ...[variables, options = {}]: Given<Variables, SubscribeOptions>
  ): Subscription<Data> {
    const operation: Operation = operationOfKind("subscription", document);
    this.#socket ??= openSocket(this.#gateway);
    const { retries } = this.#gateway;
    return new Subscription<Data>(this.#socket, operation, variables ?? {}, { ...options, retries });
  }

  /**
   * Exports a whole list, however long. The document has one list at its root, without `first` and `after`, and selects `nodes` there.
   * The gateway reads it in the background. Take the lines with `for await`.
   *
   * @throws UserErrors if such an export cannot be made
   */
  bulkExport<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...[variables, options = {}]: Given<Variables, CallOptions>
  ): Promise<BulkExport<NodeOf<NonNullable<Data[keyof Data]>>>> {
    const operation = operationOfKind("query", document);
    return startBulkExport(this.#caller, operation, variables as Values | undefined, options);
  }

  /** An export that was asked for before, by its id: to wait for it and take its lines, or to cancel it. */
  openBulkExport<Node = unknown>(id: string, options: CallOptions = {}): BulkExport<Node> {
    return new BulkExport(this.#caller, id, options);
  }

  /**
   * Uploads a file, and returns the id of the upload, which `createResource` and others take within an hour.
   *
   * @throws UserErrors if such a file is not taken; ApiError if its bytes are not what its name says
   */
  upload(file: Uploadable, options: CallOptions = {}): Promise<string> {
    return upload(this.#gateway, (variables) => this.mutate(startUpload, variables, options), file, options);
  }

  /** Fetches a file from an address such as `Resource.download`. */
  download(address: string, options: CallOptions = {}): Promise<Blob> {
    return download(this.#gateway, address, options);
  }

  /** Closes the WebSocket and ends all subscriptions. */
  close(): void {
    // It rejects if there was no connection, which is closed then, too.
    Promise.resolve(this.#socket?.dispose()).catch(() => undefined);
    this.#socket = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  get #caller(): BulkCaller {
    return {
      gateway: this.#gateway,
      query: (document, variables, options) => this.query(document, ...([variables, options] as never)),
      mutate: (document, variables, options) => this.mutate(document, ...([variables, options] as never)),
      subscribe: (document, options) => this.subscribe(document, {}, options),
    };
  }

  async #ask<Data>(query: string, variables: unknown, { signal }: CallOptions): Promise<Data> {
    const request = { method: "POST", address: "graphql", body: { query, variables }, signal } as const;
    const { data } = await this.#gateway.ask<AnswerBody>(request);
    if (data === undefined || data === null) throw new ConnectionError("The gateway answered without data.");
    return data as Data;
  }

  #retrying<T>(isSafe: boolean, signal: AbortSignal | undefined, attempt: () => Promise<T>): Promise<T> {
    return retrying(attempt, { isSafe, retries: this.#gateway.retries, signal });
  }
}

/** Whether a change has to wait for somebody else's, or for its own first attempt. */
function isBusy(data: unknown): boolean {
  return Object.values(Object(data) as Record<string, { userErrors?: readonly { code?: string }[] } | null>).some(
    (payload) => payload?.userErrors?.some(({ code }) => code === "BUSY"),
  );
}

function newKey(): string {
  return crypto.randomUUID();
}
