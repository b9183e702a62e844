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
  actor: Actor;
  readonly stream: EventStream;
}

/** Whose stream it is. Their roles may change. */
type StreamOwner = Owner & { actor: Actor };

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
    return method === "POST" && /\btext\/event-stream\b/i.test(accept) && !/json|\*\/\*/i.test(accept);
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
    const owner: StreamOwner = { actor, clientAddress, requestId, interrupt: () => open.stream.cut() };
    const channel: Channel = {
      send: (result, position) => open.stream.next(result, position),
      sendPosition: (position) => open.stream.position(position),
      begun: () => undefined,
    };
    const prepared = await turns.take(owner, async () => this.operations.prepare(owner, channel, payload));
    if (!("schema" in prepared)) await restIfThrottled(prepared);
    this.#requireRoom(actor);
    if (reply.raw.destroyed) return; // the client has left
    // Nothing was sent so far. From here on errors are told as results.
    const open: Open = { actor, stream: new EventStream(begin(reply)) };
    this.#open.add(open);
    const closed = new AbortController();
    reply.raw.once("close", () => {
      this.#open.delete(open);
      closed.abort();
    });
    this.#watch(owner, open, { authorization: asking.authorization!, signedIn: actor }, closed.signal);
    if (!("schema" in prepared)) return this.#refuse(open.stream, prepared);
    await this.#run(prepared, open.stream, closed.signal).catch((error: unknown) => this.#fail(open.stream, error));
  }

  /** Cuts all streams. Clients connect to another process and resume. */
  close(): void {
    for (const { stream } of this.#open) stream.cut();
  }

  #requireRoom({ actorId }: Actor): void {
    const streams = [...this.#open].filter(({ actor }) => actor.actorId === actorId).length;
    if (streams < streamLimits.perActor) return;
    throw refused("TOO_MANY_OPERATIONS", `Too many event streams: at most ${streamLimits.perActor} at once.`, 429);
  }

  async #run(args: ExecutionArgs, stream: EventStream, closed: AbortSignal): Promise<void> {
    const { operations } = this;
    if (!operations.isSubscription(args)) {
      await stream.next(JSON.stringify(operations.answer(args, await operations.execute(args))));
      return stream.complete();
    }
    const events = await operations.subscribe(args);
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
    open: Open,
    identity: { readonly authorization: string; readonly signedIn: SignedIn },
    closed: AbortSignal,
  ): void {
    const { clientAddress } = owner;
    const watched = {
      changed: (actor: Actor) => void (owner.actor = open.actor = actor),
      ended: (reason: string) => this.#refuse(open.stream, [refused("UNAUTHENTICATED", reason, 401)]),
      failed: (error: unknown) => this.#fail(open.stream, error),
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
