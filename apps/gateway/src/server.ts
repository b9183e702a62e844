import { fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import { createHttpServer } from "@coachwork/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { createApollo } from "./graphql/apollo.js";
import { bearerOf, type Context, type Services } from "./graphql/context.js";
import { serveGraphiql } from "./graphql/graphiql.js";
import { serveCalendarFeeds } from "./scheduling/calendar-feeds.js";

export interface ServerOptions {
  readonly services: Services;
  readonly schema: GraphQLSchema;
  /** Whether GraphiQL and introspection are there. */
  readonly graphiql: boolean;
  /** Origins of frontends, besides our own, whose pages may use the API. */
  readonly trustedOrigins: readonly string[];
  /** Sign-in: answers the requests to `/auth/*`. */
  readonly auth: (request: Request, clientAddress: string) => Promise<Response>;
  /** Whether new requests are welcome; false while stopping. */
  readonly isReady: () => Promise<boolean>;
  /** Whether a proxy in front tells the address of who is at the other end (`X-Forwarded-For`). */
  readonly proxies: number;
}

/** Bytes of a request: room for the largest import. */
const BODY_LIMIT = 2_500_000;

/** GraphQL, sign-in, calendar feeds and health over HTTP. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, schema, graphiql, trustedOrigins, auth, isReady, proxies } = options;
  const server = createHttpServer({ logger: services.logger, bodyLimit: BODY_LIMIT, proxies, isReady });
  server.setErrorHandler((error: { statusCode?: number; code?: string; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, "A request failed.");
    void reply.status(status).send({ errors: [refusalOf(error, status, request.id)] });
  });
  if (trustedOrigins.length > 0) await server.register(cors, { origin: [...trustedOrigins], maxAge: 600 });

  const apollo = await createApollo({
    schema,
    logger: services.logger,
    costs: services.costs,
    introspection: graphiql,
  });
  const context = (request: FastifyRequest) => contextOf(services, request);
  server.post("/graphql", fastifyApolloHandler(apollo, { context }));
  if (graphiql) await serveGraphiql(server);
  serveCalendarFeeds(server, services);

  server.route({
    method: ["GET", "POST"],
    url: "/auth/*",
    handler: async (request, reply) => reply.send(await auth(webRequest(request), request.ip)),
  });
  return server;
}

async function contextOf(services: Services, { id, ip, headers }: FastifyRequest): Promise<Context> {
  const { authorization } = headers;
  const actor = authorization === undefined ? null : await services.resolveBearer(bearerOf(authorization));
  return { services, actor, clientAddress: ip, requestId: id };
}

function refusalOf({ message }: { message: string }, status: number, reference: string) {
  if (status === 413) {
    return { message: `The request is larger than ${BODY_LIMIT} bytes.`, extensions: { code: "PAYLOAD_TOO_LARGE" } };
  }
  if (status < 500) return { message, extensions: { code: "BAD_REQUEST" } };
  const text = `Something went wrong on our side. Reference: ${reference}.`;
  return { message: text, extensions: { code: "INTERNAL_SERVER_ERROR", reference } };
}

/** The request as the sign-in library takes it. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  const url = new URL(request.url, `http://${request.host}`);
  const body = request.method === "POST" ? JSON.stringify(request.body ?? {}) : null;
  return new Request(url, { method: request.method, headers, body });
}
