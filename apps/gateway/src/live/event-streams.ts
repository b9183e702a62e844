import { withRequestId } from "@coachwork/platform";
import type { Actor } from "@coachwork/schema";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type ExecutionArgs, GraphQLError } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import type { Services, SignedIn } from "../graphql/context.js";
import { restIfThrottled } from "../graphql/cost-limits.js";
import { refused } from "../graphql/operations.js";
import { ConnectionClosed } from "./connection-closed.js";
import { EventStream, streamLimits } from "./event-stream.js";
import { Interrupted } from "./hiccup.js";
import { watchIdentity } from "./identity-watch.js";
import type { Channel, LiveOperations, Owner } from "./live-operations.js";

interface Open {
  readonly owner: StreamOwner;
  readonly stream: EventStream;
}

/** Whose stream it is. Their roles may change. */
type StreamOwner = Owner & { actor: Actor };

/** A subscription's events, or why there are none. */
type Begun = Awaited<ReturnType<LiveOperations["subscribe"]>>;

/** Who asks for a stream. */
interface Asking {
  readonly actor: SignedIn | null;
  readonly authorization: string | undefined;
}

/** Operations over HTTP whose results are server-sent events: for subscriptions where there is no WebSocket. One stream each. */
export class EventStreams {
  readonly #open = new Set<Open>();

  constructor(
    private readonly services: Services,
    private readonly operations: LiveOperations,
  ) {}

  /** Whether a client understands a stream of events, and nothing else that a query is answered with. */
  static isAsked({ method, headers: { accept = "" } }: FastifyRequest): boolean {
    const wanted = accept.split(",").filter((range) => !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range));
    const isAny = (type: RegExp) => wanted.some((range) => type.test(range));
    return method === "POST" && isAny(/\btext\/event-stream\b/i) && !isAny(/json|\*\/\*/i);
  }

  /** Answers with a stream, or says as usual why there is none. */
  async answer(request: FastifyRequest, reply: FastifyReply, asking: () => Promise<Asking>): Promise<void> {
    try {
      await this.#serve(request, reply, await asking());
    } catch (error) {
      if (!(error instanceof GraphQLError) || reply.raw.headersSent) throw error;
      const { status = 400, headers = [] } = (error.extensions.http ?? {}) as Partial<Http>;
      const told = withRequestId(request.id, () => this.operations.error(error));
      await reply
        .code(status)
        .headers(Object.fromEntries(headers))
        .send({ errors: [told] });
    }
  }

  /** Rejects with a GraphQLError or Crowded if there is no stream. */
  async #serve(request: FastifyRequest, reply: FastifyReply, asking: Asking): Promise<void> {
    const { turns } = this.services;
    const { clientAddress, id: requestId } = request;
    const actor = requireSignedIn(asking.actor);
    const payload = payloadOf(request.body, request.headers["last-event-id"]);
    const opening = Promise.withResolvers<EventStream>();
    const opened: { stream?: EventStream } = {};
    const owner: StreamOwner = {
      ...{ actor, clientAddress, requestId },
      interrupt: () => void opening.promise.then((stream) => stream.cut()),
    };
    const channel: Channel = {
      // What is told while the subscription begins waits for the stream.
      send: (result, position) =>
        opened.stream
          ? opened.stream.next(result, position)
          : opening.promise.then((stream) => stream.next(result, position)),
      sendPosition: (position) =>
        opened.stream ? opened.stream.position(position) : opening.promise.then((stream) => stream.position(position)),
      begun: () => undefined,
    };
    const prepared = await turns.take(owner, async () => this.operations.prepare(owner, channel, payload));
    if (!("schema" in prepared)) {
      await restIfThrottled(prepared);
      refuseThrottled(prepared);
    }
    this.#requireRoom(actor);
    const closed = new AbortController();
    reply.raw.once("close", () => closed.abort());
    if (reply.raw.destroyed) return; // the client has left
    this.#watch(owner, opening.promise, { authorization: asking.authorization!, signedIn: actor }, closed.signal);
    const isSubscription = "schema" in prepared && this.operations.isSubscription(prepared);
    const begun = isSubscription ? await this.operations.subscribe(prepared) : undefined;
    const events = begun && Symbol.asyncIterator in begun ? begun : undefined;
    if (begun && !(Symbol.asyncIterator in begun)) refuseThrottled(begun.errors);
    if (closed.signal.aborted) return void (await events?.return());
    this.#requireRoom(actor);
    // Nothing was sent so far. From here on errors are told as results.
    const stream = new EventStream(begin(reply));
    const open: Open = { owner, stream };
    this.#open.add(open);
    closed.signal.addEventListener("abort", () => this.#open.delete(open), { once: true });
    opened.stream = stream;
    opening.resolve(stream);
    await opening.promise;
    if (!("schema" in prepared)) return this.#refuse(stream, prepared);
    await this.#run(prepared, begun, stream, closed.signal).catch((error: unknown) => this.#fail(stream, error));
  }

  /** Cuts all streams. Clients connect to another process and resume. */
  close(): void {
    for (const { stream } of this.#open) stream.cut();
  }

  #requireRoom({ actorId }: Actor): void {
    const streams = [...this.#open].filter(({ owner }) => owner.actor.actorId === actorId).length;
    if (streams < streamLimits.perActor) return;
    throw refused("TOO_MANY_OPERATIONS", `Too many event streams: at most ${streamLimits.perActor} at once.`, 429);
  }

  async #run(args: ExecutionArgs, events: Begun | undefined, stream: EventStream, closed: AbortSignal): Promise<void> {
    const { operations } = this;
    if (!events) {
      await stream.next(JSON.stringify(operations.answer(args, await operations.execute(args))));
      return stream.complete();
    }
    if (!(Symbol.asyncIterator in events)) {
      await stream.next(JSON.stringify(operations.answer(args, events)));
      return stream.complete();
    }
    const end = () => void events.return();
    if (closed.aborted) return end();
    closed.addEventListener("abort", end, { once: true });
    // The events are sent as they come; this ends with them.
    await events.next();
    stream.complete();
  }

  #watch(
    owner: StreamOwner,
    opening: Promise<EventStream>,
    identity: { readonly authorization: string; readonly signedIn: SignedIn },
    closed: AbortSignal,
  ): void {
    const { clientAddress } = owner;
    const watched = {
      changed: (actor: Actor) => void (owner.actor = actor),
      ended: (reason: string) =>
        void opening.then((stream) => this.#refuse(stream, [refused("UNAUTHENTICATED", reason, 401)])),
      failed: (error: unknown) => void opening.then((stream) => this.#fail(stream, error)),
    };
    watchIdentity(this.services, { ...identity, clientAddress }, watched, closed);
  }

  #refuse(stream: EventStream, errors: readonly GraphQLError[]): void {
    const told = JSON.stringify({ errors: errors.map((error) => this.operations.error(error)) });
    stream.next(told)?.catch(() => undefined);
    stream.complete();
  }

  #fail(stream: EventStream, error: unknown): void {
    if (error instanceof ConnectionClosed) return;
    if (error instanceof Interrupted) return stream.cut();
    this.services.logger.error({ err: error }, "An event stream failed.");
    stream.cut();
  }
}

interface Http {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
}

/** Clients of event streams take a stream that ends for the last word. One that has only to wait is told so by a status. */
function refuseThrottled(errors: readonly GraphQLError[] = []): void {
  const throttled = errors.find(({ extensions }) => extensions.code === "THROTTLED");
  if (throttled) throw throttled;
}

function requireSignedIn(actor: SignedIn | null): SignedIn {
  if (actor) return actor;
  throw refused("UNAUTHENTICATED", "Sign in first, or send an API key: Authorization: Bearer <token>.", 401);
}

/** Writes the head of the response, with what every response has. */
function begin(reply: FastifyReply): FastifyReply["raw"] {
  reply.hijack();
  const headers = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined) as [string, string][];
  const { raw } = reply;
  raw.writeHead(200, {
    ...Object.fromEntries(headers),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // Proxies are not to gather events.
    "x-accel-buffering": "no",
  });
  raw.flushHeaders();
  raw.socket?.setNoDelay(true);
  return raw;
}

/** The operation of a request. `Last-Event-ID` is the position that browsers' clients send when they connect again. */
function payloadOf(body: unknown, lastEventId: string | string[] | undefined): SubscribePayload {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const wrong = (what: string) => refused("BAD_REQUEST", `Send ${what}.`);
  if (!isObject(body)) throw wrong('a JSON object with the operation as "query"; an event stream takes one operation');
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== "string") throw wrong('the operation as a text, "query"');
  if (operationName != null && typeof operationName !== "string") throw wrong('"operationName" as a text');
  if (variables != null && !isObject(variables)) throw wrong('"variables" as an object');
  if (extensions != null && !isObject(extensions)) throw wrong('"extensions" as an object');
  const position = lastEventId ? { position: String(lastEventId) } : undefined;
  return {
    query,
    operationName,
    variables,
    extensions: { ...position, ...(extensions as object | undefined) },
  };
}
