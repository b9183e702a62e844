import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";

/** The header with a request's id, in requests and in every answer. */
export const REQUEST_ID = "x-request-id";

const current = new AsyncLocalStorage<string>();

/** What a client may choose: it goes into logs and headers. */
const sane = /^[\w.:-]{1,100}$/;

/** The id that a request brings, or a new one. */
export function requestIdFor(given: unknown): string {
  return typeof given === "string" && sane.test(given) ? given : randomUUID();
}

/** Does something as part of a request: log lines and errors name it. */
export function withRequestId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}

/** The id of the request that this is part of. Undefined outside of requests. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}

/** Says in every answer which request it is for. What handles the request runs as part of it. */
export function nameRequests(server: FastifyInstance): void {
  server.addHook("onRequest", ({ id }, reply, done) => {
    reply.header(REQUEST_ID, id);
    withRequestId(id, done);
  });
  // Reading the body ends in the connection's own context.
  server.addHook("preValidation", ({ id }, _, done) => withRequestId(id, done));
}
