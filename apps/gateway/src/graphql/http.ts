import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "./context.js";
import { errorBody } from "./error-codes.js";

/**
 * GraphQL over HTTP at POST and GET /graphql. GET is for queries only, and needs a header that a page from another
 * origin cannot send without asking (`askedHeaders`). For browsers, GET /graphql shows GraphiQL; see `graphiql.ts`.
 */
export function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  contextOf: (request: FastifyRequest) => Promise<Context>,
  /** Answers with server-sent events if the client asks for them. Undefined if it does not. */
  stream: (request: FastifyRequest, reply: FastifyReply) => Promise<void> | undefined,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const streaming = stream(request, reply);
    if (streaming) return streaming.then(() => reply);
    const context = contextOf(request);
    const execute = () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: searchOf(request.url),
          body: request.body,
        },
        context: () => context,
      });
    // Unknown senders have no turn to wait for: Apollo reports the error.
    const known = await context.catch(() => null);
    const { status, headers, body } = await (known ? known.services.turns.take(known, execute) : execute());
    if (body.kind !== "complete") throw new Error("An answer came in parts, which no client can ask for.");
    return reply
      .code(status ?? 200)
      .headers(Object.fromEntries(headers))
      .send(body.string);
  };
  app.post("/graphql", answer);
  app.get("/graphql", answer);
  app.route({
    method: ["PUT", "PATCH", "DELETE"],
    url: "/graphql",
    handler: ({ method }, reply) =>
      reply
        .code(405)
        .header("allow", "GET, POST")
        .send(errorBody("METHOD_NOT_ALLOWED", `GraphQL does not use ${method}. Send it by POST, or a query by GET.`)),
  });
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value) map.set(name, String(value));
  return map;
}

/**
 * The query string of a URL with its question mark. It may be any text, so it is not parsed by anything that might
 * throw.
 */
function searchOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}
