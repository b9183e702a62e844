import { randomUUID } from "node:crypto";
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from "fastify";
import type { Logger } from "../logger.js";
import { clientAddress } from "./client-address.js";
import { takeJson } from "./json-body.js";
import type { Readiness } from "./readiness.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The address of who is at the other end; `ip` is what a proxy tells, whether it is an address or not. */
    readonly clientAddress: string;
  }
}

export interface HttpServerOptions {
  readonly logger: Logger;
  /** Most bytes of a request's body. */
  readonly bodyLimit: number;
  /**
   * How many proxies there are in front, each of which adds to `X-Forwarded-For` who is at its other end. Default: none. What
   * stands there before is what somebody says of themselves.
   */
  readonly proxies?: number;
  /** Whether requests are welcome. */
  readonly readiness: Readiness;
}

/** Milliseconds in which a request must have arrived, its headers and its body; a connection that sends nothing has as long. */
const ARRIVAL = 10_000;
/** Milliseconds between two looks for those that took longer. */
const LOOK = 1_000;

/** What every HTTP server of ours has: limits, ids for requests, a clean end, and `/healthz` and `/readyz` for who runs it. */
export function createHttpServer({ logger, bodyLimit, proxies = 0, readiness }: HttpServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const server = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: (_, hop) => hop < proxies,
    requestTimeout: ARRIVAL,
    http: { headersTimeout: ARRIVAL, requestTimeout: ARRIVAL, connectionsCheckingInterval: LOOK },
    genReqId: () => randomUUID(),
    frameworkErrors: ({ message, statusCode = 400 }, _, reply) =>
      refuseAddress(reply as FastifyReply, statusCode, message),
    rewriteUrl: ({ url = "/" }) => pathOf(url),
  });
  // Node takes its own listener away from a connection that becomes something else, such as a WebSocket or a refusal of one.
  // A reset that nobody listens for would end the process.
  server.server.on("connection", (connection) => connection.on("error", () => undefined));
  server.decorateRequest("clientAddress", {
    getter() {
      return clientAddress(this.raw, proxies);
    },
  });
  takeJson(server);
  hangUpWhenStopping(server, readiness);
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const problems = await readiness.problems();
    if (problems.length === 0) return reply.send({ status: "ready" });
    return reply.status(503).send({ status: "not ready", problems });
  });
  return server;
}

/** What is no address reaches no handler: it is answered in the shape that all errors have. */
function refuseAddress(reply: FastifyReply, status: number, message: string): void {
  void reply.code(status).send({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
}

/** The path of a request's target, from its slash on. Proxies are sent whole URLs, and anybody may send us one: `http://…/path`. */
function pathOf(target: string): string {
  return target.startsWith("/") ? target : `/${target.replace(/^[^/?#]*:\/\/[^/?#]*\/?/, "")}`;
}

/**
 * Whoever is answered while the process stops must hang up, and go to another: kept alive, the connection would be closed in
 * the middle of a later request, or keep the server from closing.
 */
function hangUpWhenStopping(server: FastifyInstance, readiness: Readiness): void {
  let closing = false;
  server.addHook("preClose", async () => {
    closing = true;
  });
  server.addHook("onSend", async (_, reply) => {
    if (closing || readiness.isStopping) reply.header("connection", "close");
  });
}
