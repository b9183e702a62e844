import {
  type ConsumerMessages,
  DeliverPolicy,
  jetstream,
  type JetStreamClient,
  jetstreamManager,
  StorageType,
} from "@nats-io/jetstream";
import { connect, type ConnectionOptions, nanos, type NatsConnection, nuid } from "@nats-io/transport-node";
import type { Logger } from "../logger.js";
import { GatheringBus, inParts, type Said, spentIn } from "./gathering-bus.js";

const EVENTS = "coachwork.events";
const RECHECKS = "coachwork.rechecks";
const SPENT = "coachwork.spent";
const STREAM = "COACHWORK_RECHECKS";

/** Words per message, which holds a megabyte by default. */
const WORDS = 5_000;
/** Milliseconds between two attempts to connect, or to have the server take what it must not lose. */
const RETRY_MS = 500;
/** Milliseconds after which the server counts as gone, at most three. */
const PING_MS = 1_000;
const ANSWER_MS = 2_000;
/** Milliseconds for which rechecks are kept. Who was away for longer checks everything. */
const KEPT_MS = 120_000;

/**
 * The bus over NATS. Wake-ups and what was spent are plain messages, because a lost one costs a moment. Rechecks go through a
 * stream (JetStream): the server confirms each, and a consumer notices if it missed one. So neither a server of a cluster that
 * dies nor one that is cut off from the others leaves a revoked session open.
 */
export class NatsBus extends GatheringBus {
  /** Marks what was spent here, which is already counted. */
  readonly #name = nuid.next();
  #connection: NatsConnection | undefined;
  #stream: JetStreamClient | undefined;
  #rechecks: ConsumerMessages | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isListening = false;
  #closed = false;

  constructor(
    private readonly urls: readonly URL[],
    private readonly logger: Logger,
  ) {
    super();
  }

  get problem(): string | undefined {
    return this.isConnected ? undefined : "The bus has lost its connection to NATS.";
  }

  async connect(): Promise<void> {
    const servers = this.urls.map(({ host }) => host).join(", ");
    const connection = await connect(optionsFor(this.urls)).catch((error: Error) => {
      const message = `NATS_URL: no NATS server at ${servers} can be used (${error.message}). Start one, or correct the address.`;
      throw new Error(message, { cause: error });
    });
    this.#connection = connection;
    connection.subscribe(EVENTS, { callback: (error, message) => void (error ?? this.tellWake(message.string())) });
    connection.subscribe(SPENT, {
      callback: (error, message) => {
        if (error) return;
        const [by, spent] = splitOnce(message.string());
        if (by !== this.#name) this.tellSpent(spent);
      },
    });
    try {
      await this.#listen(connection);
    } catch (error) {
      this.#closed = true;
      await connection.close();
      const { message } = error as Error;
      const advice = "Start it with JetStream (-js), and let the user create streams.";
      throw new Error(`NATS_URL: the NATS server at ${servers} has no stream for rechecks (${message}). ${advice}`, {
        cause: error,
      });
    }
    void this.#follow(connection);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.sayFarewell();
    this.#isListening = false;
    this.#rechecks?.stop();
    const connection = this.#connection;
    if (!connection) return;
    // What was said last is on its way, unless the server is gone.
    if (!connection.isClosed()) await Promise.race([connection.flush().catch(() => undefined), after(RETRY_MS)]);
    await connection.close();
  }

  protected get isConnected(): boolean {
    return this.#isListening;
  }

  protected send(said: Said): void {
    for (const firmId of said.firmIds) this.#connection!.publish(EVENTS, firmId);
    for (const spent of spentIn(said, WORDS)) this.#connection!.publish(SPENT, `${this.#name}\n${spent}`);
    for (const ids of inParts(said.recheckedIds, WORDS)) void this.#sendRechecks(ids);
  }

  /** Until the server has them. */
  async #sendRechecks(ids: string): Promise<void> {
    await this.#stream!.publish(RECHECKS, ids, { timeout: ANSWER_MS }).catch(async (error: Error) => {
      if (this.#closed) return;
      this.logger.warn(
        { error: error.message },
        "The bus could not say what is to be checked again. It will try again.",
      );
      await after(RETRY_MS);
      this.recheckElsewhere(ids.split(","));
    });
  }

  /** Begins to hear rechecks. From then on whatever was missed before is known to be unknown. */
  async #listen(connection: NatsConnection): Promise<void> {
    const manager = await jetstreamManager(connection, { timeout: ANSWER_MS });
    const config = { name: STREAM, subjects: [RECHECKS], storage: StorageType.File, max_age: nanos(KEPT_MS) };
    await manager.streams.add(config).catch((error: Error) =>
      manager.streams.update(STREAM, config).catch(() => {
        throw error;
      }),
    );
    this.#stream = jetstream(connection, { timeout: ANSWER_MS });
    const consumer = await this.#stream.consumers.get(STREAM, { deliver_policy: DeliverPolicy.New });
    const messages = await consumer.consume();
    this.#rechecks?.stop();
    this.#rechecks = messages;
    this.#isListening = true;
    void this.#hear(connection, messages);
    this.tellConnected();
  }

  async #hear(connection: NatsConnection, messages: ConsumerMessages): Promise<void> {
    try {
      for await (const message of messages) this.tellRecheck(new Set(message.string().split(",")));
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, "The bus does not hear what is to be checked again.");
    }
    if (this.#rechecks === messages) this.#listenAgain(connection);
  }

  /** Loses and finds the server. The client connects again by itself. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === "disconnect") {
        this.#isListening = false;
        this.logger.warn({}, "The bus lost its connection.");
      } else if (type === "reconnect") this.#listenAgain(connection);
    }
  }

  #listenAgain(connection: NatsConnection): void {
    this.#isListening = false;
    clearTimeout(this.#retry);
    if (this.#closed || connection.isClosed()) return;
    this.#listen(connection).catch((error: Error) => {
      if (this.#closed) return;
      this.logger.warn({ error: error.message }, "The bus cannot listen. It will try again.");
      this.#retry = setTimeout(() => this.#listenAgain(connection), RETRY_MS);
    });
  }
}

function optionsFor(urls: readonly URL[]): ConnectionOptions {
  const { username, password, protocol } = urls[0]!;
  const user = decodeURIComponent(username);
  const pass = decodeURIComponent(password);
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port || "4222"}`),
    name: "coachwork bus",
    ...(password ? { user, pass } : username ? { token: user } : {}),
    ...(protocol === "tls:" ? { tls: {} } : {}),
    timeout: 5_000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
  };
}

function splitOnce(text: string): [string, string] {
  const place = text.indexOf("\n");
  return [text.slice(0, place), text.slice(place + 1)];
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
