import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from "fastify";
import type { Logger } from "../logger.js";
import { clientAddress } from "./client-address.js";
import { takeJson } from "./json-body.js";
import type { Readiness } from "./readiness.js";
import { nameRequests, REQUEST_ID, requestIdFor } from "./request-id.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The client's address; `ip` is what a proxy reports, whether it is an address or not. */
    readonly clientAddress: string;
  }
  interface FastifyContextConfig {
    /** Milliseconds within which a request of this route must arrive, if it may take longer than others. */
    readonly arrivalMs?: number;
  }
}

export interface HttpServerOptions {
  readonly logger: Logger;
  /** The maximum size of a request's body in bytes. */
  readonly bodyLimit: number;
  /**
   * The number of proxies in front. Each appends its client to `X-Forwarded-For`. Default: none. Anything before those
   * entries is what the client says about itself.
   */
  readonly proxies?: number;
  /** Whether requests are accepted. */
  readonly readiness: Readiness;
}

/** Milliseconds within which a request must arrive completely. An idle connection has as long. */
const ARRIVAL = 10_000;
/** The longest that any route may give a request to arrive. */
const LONGEST_ARRIVAL = 300_000;
/** Milliseconds between two checks for slow requests. */
const LOOK = 1_000;

/** What all our HTTP servers share: limits, request ids, a clean stop, and `/healthz` and `/readyz` for operators. */
export function createHttpServer({ logger, bodyLimit, proxies = 0, readiness }: HttpServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const server = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: (_, hop) => hop < proxies,
    requestTimeout: LONGEST_ARRIVAL,
    http: { headersTimeout: ARRIVAL, requestTimeout: LONGEST_ARRIVAL, connectionsCheckingInterval: LOOK },
    genReqId: ({ headers }) => requestIdFor(headers[REQUEST_ID]),
    // Each line of the log says which request it is about by itself.
    childLoggerFactory: (own) => own,
    frameworkErrors: ({ message, statusCode = 400 }, _, reply) =>
      refuseAddress(reply as FastifyReply, statusCode, message),
    rewriteUrl: ({ url = "/" }) => pathOf(url),
  });
  // Node removes its own listener from a connection that is upgraded, for example to a WebSocket, or refused. An
  // unhandled reset would end the process.
  server.server.on("connection", (connection) => connection.on("error", () => undefined));
  server.decorateRequest("clientAddress", {
    getter() {
      return clientAddress(this.raw, proxies);
    },
  });
  nameRequests(server);
  limitArrival(server);
  takeJson(server);
  hangUpWhenStopping(server, readiness);
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const problems = await readiness.problems();
    const { warnings } = readiness;
    const warned = warnings.length > 0 ? { warnings } : {};
    if (problems.length === 0) return reply.send({ status: "ready", ...warned });
    return reply.status(503).send({ status: "not ready", problems, ...warned });
  });
  return server;
}

/** Node knows one time for all requests. It has to be that of the slowest, so others are ended here. */
function limitArrival(server: FastifyInstance): void {
  server.addHook("onRequest", ({ raw, routeOptions }, _, done) => {
    if (!raw.complete) {
      const end = () => void (!raw.complete && raw.socket.writable && raw.socket.end(SLOW));
      const timer = setTimeout(end, routeOptions.config.arrivalMs ?? ARRIVAL).unref();
      raw.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    }
    done();
  });
}

/** What Node says to a request that takes too long. */
const SLOW = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";

/** An invalid address reaches no handler. It gets the usual error format. */
function refuseAddress(reply: FastifyReply, status: number, message: string): void {
  const { id } = reply.request;
  void reply
    .code(status)
    .header(REQUEST_ID, id)
    .send({ errors: [{ message, extensions: { code: "BAD_REQUEST", requestId: id } }] });
}

/**
 * The path of a request's target, from its slash on. Proxies receive whole URLs, and anybody may send us one:
 * `http://…/path`.
 */
function pathOf(target: string): string {
  return target.startsWith("/") ? target : `/${target.replace(/^[^/?#]*:\/\/[^/?#]*\/?/, "")}`;
}

/**
 * A client that is answered while the process stops must hang up and use another process. A kept connection would be
 * closed in the middle of a later request, or keep the server from closing.
 */
function hangUpWhenStopping(server: FastifyInstance, readiness: Readiness): void {
  let closing = false;
  server.addHook("preClose", async () => {
    closing = true;
  });
  server.addHook("onSend", (_, reply, __, done) => {
    if (closing || readiness.isStopping) reply.header("connection", "close");
    done();
  });
}
