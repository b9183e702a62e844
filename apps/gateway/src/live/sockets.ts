import type { Actor } from "@coachwork/schema";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { clientAddress, Crowded } from "@coachwork/platform";
import { type ExecutionArgs, GraphQLError } from "graphql";
import {
  type Context as SocketState,
  handleProtocols,
  makeServer,
  MessageType,
  type SubscribePayload,
} from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { bearerOf, type Services, type SignedIn } from "../graphql/context.js";
import { restIfThrottled } from "../graphql/cost-limits.js";
import { networkOf } from "../graphql/network.js";
import type { Origins } from "../graphql/origins.js";
import { ConnectionClosed } from "./connection-closed.js";
import { Interrupted } from "./hiccup.js";
import { watchIdentity } from "./identity-watch.js";
import type { Channel, LiveOperations } from "./live-operations.js";
import { boundWaiting, closeWith, closing, keepAlive, refuseUpgrade, send, socketLimits } from "./socket-transport.js";

export interface SocketOptions {
  readonly services: Services;
  readonly operations: LiveOperations;
  /** Whose pages may connect. Browsers let any page connect, so the server must check. */
  readonly origins: Origins;
  /** The number of proxies in front that report clients' addresses. */
  readonly proxies: number;
}

/** One connection, with its owner after authentication. */
interface Connection {
  readonly socket: WebSocket;
  readonly clientAddress: string;
  /** The client's network; see `networkOf`. */
  readonly network: string;
  /** Aborts when the socket is closed. */
  readonly closed: AbortController;
  /** Sends a message, and waits until it is on its way. */
  readonly send: (message: string) => Promise<void> | undefined;
  /** Closes the socket because something that a subscription needs was unreadable for long. */
  readonly interrupt: (why: Error) => void;
  /** The ids of operations that have not begun. graphql-ws forgets one that is completed before, and would mistake it for the next. */
  readonly starting: Set<string>;
  /** Whether it said that it is anonymous. */
  isStranger?: boolean;
  actor?: Actor;
}

type State = SocketState<Record<string, unknown>, Connection>;

/** GraphQL over WebSocket (graphql-transport-ws). */
export class Sockets {
  readonly #open = new Set<Connection>();
  readonly #server: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>;
  readonly #upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: socketLimits.message,
    handleProtocols,
    // What a message ends has ended before the next one is read, which may use its id again.
    allowSynchronousEvents: false,
  });

  constructor(private readonly options: SocketOptions) {
    const { operations } = options;
    this.#server = makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: socketLimits.introduction,
      execute: operations.execute,
      subscribe: operations.subscribe,
      onConnect: (state) => this.#admit(state),
      onSubscribe: (state, id, payload) => this.#prepare(state, id, payload),
      onNext: (_, __, ___, args, result) => operations.answer(args, result),
      onError: (_, __, ___, errors) => errors.map((error) => operations.error(error)),
    });
  }

  /** Takes WebSocket connections to `/graphql`. */
  listen(http: Server): void {
    http.on("upgrade", (request, stream: Duplex, head) => {
      try {
        this.#upgrade(request, stream, head);
      } catch (error) {
        // An error thrown from here would end the process, and with it everybody's sockets.
        this.options.services.logger.error({ err: error }, "An upgrade failed.");
        stream.destroy();
      }
    });
  }

  /** Ends all connections. Clients reconnect to another process and resume from their last event. */
  async close(): Promise<void> {
    for (const { socket } of this.#open) socket.close(closing.goingAway, "Going away");
    this.#upgrades.close();
  }

  /** The request's target is arbitrary text. It is compared, and not parsed. */
  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const [path] = request.url!.split("?", 1);
    if (path !== "/graphql") return refuseUpgrade(stream, "404 Not Found");
    const { origin, host } = request.headers;
    const { origins } = this.options;
    if (!origins.welcomes({ origin, host })) return refuseUpgrade(stream, "403 Forbidden", origins.refusal(origin!));
    const address = clientAddress(request, this.options.proxies);
    const network = networkOf(address);
    if (!this.#hasRoom(network)) return refuseUpgrade(stream, "429 Too Many Requests");
    this.#upgrades.handleUpgrade(request, stream, head, (socket) => this.#opened(socket, address, network));
  }

  /** Whether there is room for one more socket that has not authenticated. */
  #hasRoom(network: string): boolean {
    const unidentified = [...this.#open].filter(({ actor }) => !actor);
    if (unidentified.length >= socketLimits.unidentifiedInAll) return false;
    return unidentified.filter((one) => one.network === network).length < socketLimits.unidentified;
  }

  #opened(socket: WebSocket, clientAddress: string, network: string): void {
    const connection: Connection = {
      socket,
      clientAddress,
      network,
      send: (message) => send(socket, message),
      interrupt: (why) => this.#interrupt(socket, why),
      closed: new AbortController(),
      starting: new Set(),
    };
    this.#open.add(connection);
    const stopPinging = keepAlive(socket);
    boundWaiting(socket);
    socket.on("error", (error) => this.options.services.logger.debug({ error: error.message }, "A socket failed."));
    const closed = this.#server.opened(
      {
        protocol: socket.protocol,
        send: async (message) => connection.send(message),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (receive) =>
          socket.on("message", (message: Buffer) => {
            if (socket.readyState !== socket.OPEN) return; // an answer is impossible, whatever it asks
            receive(message.toString("utf8")).catch((error: unknown) => this.#fail(socket, error));
          }),
      },
      connection,
    );
    socket.once("close", (code, reason) => {
      stopPinging();
      connection.closed.abort();
      this.#open.delete(connection);
      closed(code, reason.toString()).catch((error: unknown) => this.#fail(socket, error));
    });
  }

  async #admit({ connectionParams, extra }: State): Promise<boolean> {
    const { authorization, firm } = connectionParams ?? {};
    if (authorization === undefined || authorization === null) return this.#admitStranger(extra);
    const signedIn = await this.#signIn(extra, authorization, firm);
    if (!signedIn) return new Promise(() => undefined); // already closed; there is nothing to acknowledge
    extra.actor = signedIn;
    const { actorId } = signedIn;
    if ([...this.#open].filter(({ actor }) => actor?.actorId === actorId).length > socketLimits.perActor) {
      closeWith(extra.socket, closing.later, `Too many connections: at most ${socketLimits.perActor} at once.`);
    }
    if (!extra.closed.signal.aborted) this.#watch(extra, { authorization: authorization as string, signedIn });
    return true;
  }

  /** Anonymous clients may connect. What they may ask is checked later. */
  #admitStranger(connection: Connection): boolean | Promise<boolean> {
    const { socket, network } = connection;
    connection.isStranger = true;
    const strangers = [...this.#open].filter((one) => one.isStranger && one.network === network);
    if (strangers.length <= socketLimits.strangers) return true;
    const most = `at most ${socketLimits.strangers} anonymous ones at once from one address`;
    closeWith(socket, closing.later, `Too many connections: ${most}.`);
    return new Promise(() => undefined); // closed; there is nothing to acknowledge
  }

  async #signIn(
    { socket, clientAddress }: Connection,
    authorization: unknown,
    firm: unknown,
  ): Promise<SignedIn | undefined> {
    try {
      // Values that are not texts are malformed, like any other invalid token.
      const text = (value: unknown) => (typeof value === "string" ? value : "");
      const named = firm === undefined || firm === null ? undefined : text(firm);
      return await this.options.services.resolveBearer(bearerOf(text(authorization)), named, clientAddress);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const isKnown = ["TOKEN_EXPIRED", "FIRM_NOT_FOUND", "ADDRESS_NOT_ALLOWED"].includes(
        String(error.extensions.code),
      );
      const code = isKnown ? closing.forbidden : closing.unauthorized;
      closeWith(socket, code, error.message);
      return undefined;
    }
  }

  #watch(connection: Connection, identity: { authorization: string; signedIn: SignedIn }): void {
    const { socket, closed, clientAddress } = connection;
    const watched = {
      changed: (actor: Actor) => void (connection.actor = actor),
      ended: (reason: string) => closeWith(socket, closing.forbidden, reason),
      failed: (error: unknown) => this.#fail(socket, error),
    };
    watchIdentity(this.options.services, { ...identity, clientAddress }, watched, closed.signal);
  }

  /** In the firm's turn, as over HTTP: the document is read and checked here. */
  async #prepare(
    { extra, subscriptions }: State,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    if (Object.keys(subscriptions).length > socketLimits.operations) {
      const message = `A socket carries at most ${socketLimits.operations} operations at once.`;
      return [new GraphQLError(message, { extensions: { code: "TOO_MANY_OPERATIONS" } })];
    }
    if (extra.starting.has(id)) {
      const message = "An operation with this id was completed before it had begun. Use another id for the next one.";
      return [new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } })];
    }
    extra.starting.add(id);
    let isPrepared = false;
    try {
      const { operations, services } = this.options;
      const { turns } = services;
      const prepare = async () => operations.prepare(extra, channelOf(extra, id), payload);
      const prepared = await turns.take({ actor: extra.actor ?? null }, prepare);
      if (Array.isArray(prepared)) await restIfThrottled(prepared as readonly GraphQLError[]);
      else isPrepared = true;
      return prepared;
    } catch (error) {
      if (error instanceof Crowded) return [new GraphQLError(error.message, { originalError: error })];
      throw error;
    } finally {
      if (!isPrepared) extra.starting.delete(id);
    }
  }

  #interrupt(socket: WebSocket, why: Error): void {
    if (socket.readyState !== socket.OPEN) return;
    const { message: reason } = why.cause as Error;
    this.options.services.logger.warn(
      { reason },
      "Something that a subscription needs is unreadable, so its socket is closed.",
    );
    socket.close(
      closing.later,
      "Your events are temporarily unreadable. Connect again and resume from your last event.",
    );
  }

  #fail(socket: WebSocket, error: unknown): void {
    if (error instanceof Interrupted) return this.#interrupt(socket, error);
    if (error instanceof ConnectionClosed || hasHungUp(error)) return; // closed already
    if (isUnexpected(error)) return closeWith(socket, closing.badRequest, "Invalid message received");
    if (error instanceof Crowded) return closeWith(socket, closing.slow, error.message);
    this.options.services.logger.error({ err: error }, "A socket's message failed.");
    socket.close(closing.later, "Internal error. Connect again.");
  }
}

/** The operation of this id on a socket. */
function channelOf({ send, starting }: Connection, id: string): Channel {
  const start = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`;
  return { send: (result) => send(`${start}${result}}`), begun: () => void starting.delete(id) };
}

/** A client may leave in the middle of its answers. */
function hasHungUp(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "ECONNRESET" || code === "EPIPE";
}

/** graphql-ws throws if a client sends what only servers send, such as `next`. */
function isUnexpected(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Unexpected message of type ");
}
