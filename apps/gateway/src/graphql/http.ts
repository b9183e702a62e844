import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "./context.js";
import { errorBody } from "./error-codes.js";

/**
 * GraphQL over HTTP at POST and GET /graphql. A GET answers queries alone, and only with a header that a page of another
 * origin cannot send unasked (`askedHeaders`). GraphiQL has GET /graphql for browsers; see `graphiql.ts`.
 */
export function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  contextOf: (request: FastifyRequest) => Promise<Context>,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
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
    // Who could not be found out is nobody's turn: Apollo answers why.
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
        .send(errorBody("METHOD_NOT_ALLOWED", `GraphQL is not sent by ${method}: send it by POST, or a query by GET.`)),
  });
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value) map.set(name, String(value));
  return map;
}

/** The query of a URL, with its question mark; it may be any text, so that nothing parses it that might throw. */
function searchOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}
