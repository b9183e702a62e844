import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Actor } from "@coachwork/platform";
import { newId } from "@coachwork/platform";
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { type Context as SocketState, handleProtocols, makeServer, type SubscribePayload } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { bearerOf, type Context, type Services, type SignedIn } from "../graphql/context.js";
import { documentLimits, limits } from "../graphql/document-limits.js";
import { clientError } from "../graphql/errors.js";
import { resolveField } from "../graphql/resolve.js";
import { isTrustedOrigin } from "./origin.js";
import { subscription } from "./subscription.js";

export interface SocketOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly introspection: boolean;
  /** Origins of frontends, besides the gateway's own, whose pages may connect. */
  readonly trustedOrigins: readonly string[];
}

/** What a socket may take. */
const socketLimits = {
  /** Bytes of a message from a client. */
  message: 100_000,
  /** Operations at once on one socket. */
  operations: 50,
  /** Sockets at once of one person or key. */
  perActor: 100,
  /** Milliseconds that a client may leave a message unread before its socket is closed. */
  patience: 30_000,
  /** Milliseconds between pings; a client that answers none within as long is gone. */
  ping: 12_000,
} as const;

/** Reasons of ours to close a socket, in the range that applications may use. */
const closing = {
  unauthorized: 4401,
  forbidden: 4403,
  slow: 4429,
} as const;

/** One connection: who it belongs to, once it has said so. */
interface Connection {
  readonly socket: WebSocket;
  actor?: Actor;
  close: AbortController;
}

type State = SocketState<Record<string, unknown>, Connection>;

/** GraphQL over WebSocket (graphql-transport-ws). */
export class Sockets {
  readonly #open = new Set<Connection>();
  readonly #server: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>;
  readonly #upgrades = new WebSocketServer({ noServer: true, maxPayload: socketLimits.message, handleProtocols });

  constructor(private readonly options: SocketOptions) {
    this.#server = makeServer<Record<string, unknown>, Connection>({
      onConnect: (state) => this.#admit(state),
      onSubscribe: (state, _, payload) => this.#prepare(state, payload),
      onNext: (_, __, ___, ____, { errors, ...result }) =>
        errors ? { ...result, errors: errors.map((error) => this.#format(error)) } : undefined,
      onError: (_, __, ___, errors) => errors.map((error) => this.#format(error)),
    });
  }

  /** Takes the WebSocket connections to `/graphql`. */
  listen(http: Server): void {
    http.on("upgrade", (request, stream: Duplex, head) => {
      if (new URL(request.url ?? "/", "http://gateway").pathname !== "/graphql") return refuse(stream, "404 Not Found");
      if (!isTrustedOrigin(request, this.options.trustedOrigins)) return refuse(stream, "403 Forbidden");
      this.#upgrades.handleUpgrade(request, stream, head, (socket) => this.#opened(socket, request));
    });
  }

  /** Ends all connections: clients come back, to another process, and go on after what they have. */
  async close(): Promise<void> {
    for (const { socket } of this.#open) socket.close(1001, "Going away");
    this.#upgrades.close();
  }

  #opened(socket: WebSocket, _: IncomingMessage): void {
    const connection: Connection = { socket, close: new AbortController() };
    this.#open.add(connection);
    const stopPinging = keepAlive(socket);
    socket.on("error", (error) => this.options.services.logger.debug({ error: error.message }, "A socket failed."));
    const closed = this.#server.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, message),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on("message", (message: Buffer) => {
            receive(message.toString("utf8")).catch((error: unknown) => this.#fail(socket, error));
          }),
      },
      connection,
    );
    socket.once("close", (code, reason) => {
      stopPinging();
      connection.close.abort();
      this.#open.delete(connection);
      void closed(code, reason.toString());
    });
  }

  async #admit({ connectionParams, extra }: State): Promise<boolean> {
    const { authorization } = connectionParams ?? {};
    if (authorization === undefined) return true; // a stranger may connect; what it may ask is another question
    let signedIn: SignedIn;
    try {
      signedIn = await this.options.services.resolveBearer(bearerOf(String(authorization)));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      extra.socket.close(
        error.extensions.code === "TOKEN_EXPIRED" ? closing.forbidden : closing.unauthorized,
        reasonOf(error.message),
      );
      return new Promise(() => undefined); // closed already; there is nothing to acknowledge
    }
    extra.actor = signedIn;
    const { actorId } = signedIn;
    if ([...this.#open].filter(({ actor }) => actor?.actorId === actorId).length > socketLimits.perActor) {
      extra.socket.close(closing.slow, `Too many connections: at most ${socketLimits.perActor} at once.`);
    }
    // Before the connection is acknowledged, so that no revocation after that is missed.
    const from = await this.options.services.logs.last(signedIn.firmId);
    if (!extra.close.signal.aborted) this.#watch(extra, signedIn, from, String(authorization));
    return true;
  }

  /** Closes the socket when its token expires, is revoked, or no longer stands for somebody of the firm. */
  #watch(connection: Connection, signedIn: SignedIn, from: number, authorization: string): void {
    const { services } = this.options;
    const { expiresAt } = signedIn;
    const { signal } = connection.close;
    const end = (reason: string) => connection.socket.close(closing.forbidden, reasonOf(reason));
    if (expiresAt) {
      const left = Math.min(expiresAt.getTime() - services.clock.now(), 2 ** 31 - 1);
      const timer = setTimeout(() => end("The token has expired; sign in again."), left);
      signal.addEventListener("abort", () => clearTimeout(timer));
    }
    const changes = subscription((ended) => this.#identityChanges(signedIn, from, ended));
    signal.addEventListener("abort", () => void changes.return());
    void (async () => {
      for await (const change of changes) {
        if (change === "revoked") return end("The API key was revoked.");
        connection.actor = await services.resolveBearer(bearerOf(authorization));
      }
    })().catch((error: unknown) =>
      error instanceof GraphQLError ? end(error.message) : this.#fail(connection.socket, error),
    );
  }

  async *#identityChanges(
    actor: Actor,
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<"revoked" | "changed", void> {
    const { logs } = this.options.services;
    for await (const event of logs.follow(actor.firmId, from, signal)) {
      if (event.type === "api_key.revoked" && event.ids.apiKey === actor.actorId) yield "revoked";
      if (event.type === "person.updated" && event.ids.person === actor.personId) yield "changed";
    }
  }

  #prepare({ extra, subscriptions }: State, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    if (Object.keys(subscriptions).length > socketLimits.operations) {
      return [
        new GraphQLError(`A socket carries at most ${socketLimits.operations} operations at once.`, {
          extensions: { code: "TOO_MANY_OPERATIONS" },
        }),
      ];
    }
    const { schema, services, introspection } = this.options;
    let document: DocumentNode;
    try {
      document = parse(payload.query, { maxTokens: limits.tokens });
    } catch (error) {
      return [error as GraphQLError];
    }
    const rules = [...specifiedRules, documentLimits, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
    const errors = validate(schema, document, rules, { hideSuggestions: true });
    if (errors.length > 0) return errors;
    // A getter, since the person's roles may change while a subscription runs.
    const contextValue: Context = {
      services,
      requestId: newId(),
      get actor() {
        return extra.actor ?? null;
      },
    };
    return {
      schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue,
      fieldResolver: resolveField,
    };
  }

  #format(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
    const formatted = error instanceof GraphQLError ? error.toJSON() : error;
    const safe = clientError(formatted, error, this.options.services.logger);
    const { http: _, ...extensions } = safe.extensions ?? {};
    return { ...safe, extensions };
  }

  #fail(socket: WebSocket, error: unknown): void {
    if (!(error instanceof SlowReader))
      this.options.services.logger.error({ err: error }, "A socket's message failed.");
    socket.close(1011, "Internal error; connect again.");
  }
}

class SlowReader extends Error {}

/**
 * Sends and waits until the message is on its way. A subscription sends one event after another, so that a client which does
 * not read holds up its own events only; after a while its socket is closed, and it can go on after what it has.
 */
function send(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    const timer = setTimeout(() => {
      socket.close(closing.slow, "You read too slowly; connect again and go on after what you have.");
      setTimeout(() => socket.terminate(), 1_000).unref();
      reject(new SlowReader());
    }, socketLimits.patience);
    socket.send(message, (error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    });
  });
}

function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on("pong", () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, socketLimits.ping);
  return () => clearInterval(timer);
}

/** A close frame holds at most 123 bytes of text. */
function reasonOf(message: string): string {
  return Buffer.byteLength(message) <= 123
    ? message
    : Buffer.from(message)
        .subarray(0, 120)
        .toString("utf8")
        .replace(/\uFFFD+$/, "");
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
