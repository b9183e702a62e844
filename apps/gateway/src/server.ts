import { finished } from "node:stream/promises";
import cors from "@fastify/cors";
import { createHttpServer, Crowded, type MailboxTokens, type Readiness, withRequestId } from "@coachwork/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { fileKinds } from "./files.js";
import { serveNeeds } from "./choosing/needs/serve-needs.js";
import { serveIntroductions } from "./engagements/introduction-page.js";
import { serveFiles } from "./files/serve-files.js";
import { createApollo } from "./graphql/apollo.js";
import { bearerOf, type Context, type Services, type SignedIn } from "./graphql/context.js";
import { errorBody } from "./graphql/error-codes.js";
import { serveGraphiql } from "./graphql/graphiql.js";
import { serveGraphql } from "./graphql/http.js";
import type { Operations } from "./graphql/operations.js";
import type { Origins } from "./graphql/origins.js";
import { responseHeaders } from "./headers.js";
import { EventStreams } from "./live/event-streams.js";
import { serveSurveys } from "./measuring/serve-surveys.js";
import { receiveUploads } from "./resources/receive-uploads.js";
import { UploadPlaces } from "./resources/upload-places.js";
import { serveCalendarFeeds } from "./scheduling/calendar-feeds.js";
import { serveInboundMail } from "./scheduling/inbound-mail.js";
import { serveLetterLinks } from "./scheduling/letter-links.js";
import { serveUnsubscribe } from "./scheduling/unsubscribe.js";
import { serveAccountPage } from "./tenancy/account-page.js";

export interface ServerOptions {
  readonly services: Services;
  readonly schema: GraphQLSchema;
  /** Whether GraphiQL and introspection are available. */
  readonly graphiql: boolean;
  readonly operations: Operations;
  readonly streams: EventStreams;
  readonly origins: Origins;
  /** Sign-in: handles requests to `/auth/*`. */
  readonly auth: (request: Request, clientAddress: string) => Promise<Response>;
  /** Verifies tokens from e-mails. */
  readonly mailboxTokens: MailboxTokens;
  /** Whether new requests are accepted. */
  readonly readiness: Readiness;
  /** Whether a proxy in front reports the client's address (`X-Forwarded-For`). */
  readonly proxies: number;
}

/** The firm that a request is for, by id. Without it, the request is for the token's firm. */
const FIRM_HEADER = "coachwork-firm";

/** The maximum size of a request in bytes: room for the largest import. */
export const BODY_LIMIT = 2_500_000;

/** What pages of other origins send: PUT for files. */
const METHODS = ["GET", "HEAD", "POST", "PUT"];

/** GraphQL, sign-in, calendar feeds and health over HTTP. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, schema, operations, streams, graphiql, origins, auth, mailboxTokens, readiness, proxies } = options;
  const { logger } = services;
  const server = createHttpServer({ logger, bodyLimit: BODY_LIMIT, proxies, readiness });
  answerErrors(server);
  welcomePages(server, origins);
  server.removeContentTypeParser("text/plain");
  await server.register(cors, {
    origin: [...origins.trusted],
    exposedHeaders: Object.keys(responseHeaders),
    methods: METHODS,
    maxAge: 600,
  });

  const apollo = await createApollo({ schema, logger, operations });
  const stream = (request: FastifyRequest, reply: FastifyReply) => {
    if (!EventStreams.isAsked(request)) return undefined;
    return streams.answer(request, reply, async () => ({
      ...(await contextOf(services, request)),
      authorization: request.headers.authorization,
    }));
  };
  serveGraphql(server, apollo, (request) => contextOf(services, request), stream);
  if (graphiql) await serveGraphiql(server);
  await serveAccountPage(server);
  serveCalendarFeeds(server, services);
  serveLetterLinks(server, services);
  serveIntroductions(server, services, mailboxTokens);
  serveSurveys(server, services, mailboxTokens);
  serveNeeds(server, services);
  serveInboundMail(server, services);
  receiveUploads(server, services, await UploadPlaces.open(services.clock));
  serveFiles(server, services, fileKinds);
  serveUnsubscribe(server, services, mailboxTokens);

  server.route({
    method: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    url: "/auth/*",
    handler: async (request, reply) => reply.send(await auth(webRequest(request), request.clientAddress)),
  });
  return server;
}

/** Errors of requests that reach no handler, in the usual format. */
function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error: Failure, request, reply) =>
    withRequestId(request.id, () => answerError(error, request, reply)),
  );
  server.setNotFoundHandler(({ method, url }, reply) => {
    const address = url.split("?")[0]!.slice(0, 200);
    void reply.status(404).send(errorBody("NOT_FOUND", `There is no ${method} ${address}.`));
  });
  server.addHook("onSend", (_, reply, __, done) => {
    reply.header("x-content-type-options", "nosniff");
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    done();
  });
}

interface Failure {
  readonly statusCode?: number;
  readonly code?: string;
  readonly message: string;
}

async function answerError(error: Failure, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof Crowded) return turnAway(reply, error);
  const status = error.statusCode ?? 500;
  // A client that is still sending when the connection closes only learns that it was lost, not why.
  if (status === 413) await finished(request.raw.resume()).catch(() => undefined);
  if (status >= 500) request.log.error({ err: error, reference: request.id }, "A request failed.");
  return reply.status(status).send(refusalOf(error, status, request));
}

/** Pages from untrusted origins are told so, because browsers hide the reason. */
function welcomePages(server: FastifyInstance, origins: Origins): void {
  server.addHook("onRequest", ({ url, headers: { origin, host } }, reply, done) => {
    if (!/^\/(graphql|auth)\b/.test(url) || origins.welcomes({ origin, host })) return done();
    void reply.code(403).send(origins.refusal(origin!));
  });
}

async function contextOf(
  services: Services,
  { id, headers, clientAddress }: FastifyRequest,
): Promise<Context & { readonly actor: SignedIn | null }> {
  const { authorization, [FIRM_HEADER]: firm } = headers;
  const actor =
    authorization === undefined
      ? null
      : await services.resolveBearer(bearerOf(authorization), firm?.toString(), clientAddress);
  return { services, actor, clientAddress, requestId: id };
}

function turnAway(reply: FastifyReply, { message, extensions: { retryAfterMs, http } }: Crowded): FastifyReply {
  const body = errorBody("THROTTLED", message, { retryAfterMs });
  return reply.status(http.status).headers(Object.fromEntries(http.headers)).send(body);
}

function refusalOf(
  { code, message }: { code?: string; message: string },
  status: number,
  { id: reference, routeOptions: { bodyLimit } }: FastifyRequest,
): object {
  if (status === 413) return errorBody("PAYLOAD_TOO_LARGE", `The request is larger than ${bodyLimit} bytes.`);
  if (status === 415) return errorBody("UNSUPPORTED_MEDIA_TYPE", "Send JSON with content-type: application/json.");
  if (code === "FST_ERR_CTP_INVALID_JSON_BODY") return errorBody("BAD_REQUEST", "The body is not JSON.");
  if (code === "FST_ERR_CTP_EMPTY_JSON_BODY") return errorBody("BAD_REQUEST", "The body is empty. Send a JSON object.");
  if (status < 500) return errorBody("BAD_REQUEST", message);
  const text = `Something went wrong on our side. Reference: ${reference}.`;
  return errorBody("INTERNAL_SERVER_ERROR", text, { reference });
}

/** The request in the form that the sign-in library needs. Its host is whatever the client says: nothing reads it. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  const body = request.method === "GET" ? null : JSON.stringify(request.body ?? {});
  return new Request(new URL(`http://gateway${request.url}`), { method: request.method, headers, body });
}
