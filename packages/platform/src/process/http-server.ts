import { randomUUID } from "node:crypto";
import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from "fastify";
import type { Logger } from "../logger.js";

export interface HttpServerOptions {
  readonly logger: Logger;
  /** Most bytes of a request's body. */
  readonly bodyLimit: number;
  /**
   * How many proxies there are in front, each of which adds to `X-Forwarded-For` who is at its other end. Default: none. What
   * stands there before is what somebody says of themselves.
   */
  readonly proxies?: number;
  /** Whether requests are welcome: not before all is there, nor while stopping. */
  readonly isReady: () => Promise<boolean>;
}

/** Milliseconds that a request may take to arrive. */
const ARRIVAL = 30_000;

/** What every HTTP server of ours has: limits, ids for requests, a clean end, and `/healthz` and `/readyz` for who runs it. */
export function createHttpServer({ logger, bodyLimit, proxies = 0, isReady }: HttpServerOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const server = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: (_, hop) => hop < proxies,
    requestTimeout: ARRIVAL,
    genReqId: () => randomUUID(),
    frameworkErrors: ({ message, statusCode = 400 }, _, reply) =>
      refuseAddress(reply as FastifyReply, statusCode, message),
  });
  hangUpOnClose(server);
  server.get("/healthz", () => ({ status: "ok" }));
  server.get("/readyz", async (_, reply) => {
    const ready = await isReady();
    return reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });
  return server;
}

/** What is no address reaches no handler: it is answered in the shape that all errors have. */
function refuseAddress(reply: FastifyReply, status: number, message: string): void {
  void reply.code(status).send({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
}

/** Whoever is answered while the server closes must hang up: kept alive, the connection would keep the server from closing. */
function hangUpOnClose(server: FastifyInstance): void {
  let closing = false;
  server.addHook("preClose", async () => {
    closing = true;
  });
  server.addHook("onSend", async (_, reply) => {
    if (closing) reply.header("connection", "close");
  });
}
