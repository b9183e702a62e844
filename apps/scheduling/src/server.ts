import {
  type Clock,
  ClocksApart,
  createHttpServer,
  type Logger,
  type Readiness,
  verifyActor,
} from "@coachwork/platform";
import {
  type SchedulingCalls,
  type SchedulingContext,
  type SchedulingRouter,
  schedulingRouter,
} from "@coachwork/schema";
import { TRPCError } from "@trpc/server";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import type { FastifyInstance } from "fastify";

export interface ServerOptions {
  readonly calls: SchedulingCalls;
  /** Signs the caller's identity. */
  readonly secret: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether calls can be answered now. */
  readonly readiness: Readiness;
}

/** A calendar of a million characters takes at most three million bytes, and its line ends are escaped in transit. */
const MOST_BYTES = 4_000_000;

/** The service's endpoint: the contract's calls under `/trpc`. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { logger, readiness } = options;
  const server = createHttpServer({ logger, readiness, bodyLimit: MOST_BYTES });
  void server.register(fastifyTRPCPlugin, { prefix: "/trpc", trpcOptions: trpcOptions(options) });
  return server;
}

function trpcOptions({
  calls,
  secret,
  clock,
  logger,
}: ServerOptions): FastifyTRPCPluginOptions<SchedulingRouter>["trpcOptions"] {
  return {
    router: schedulingRouter(calls),
    // Each call has its own caller. Batched calls would share the token of one of them.
    allowBatching: false,
    // The gateway sends queries as POST too: a URL is no place for what somebody asks.
    allowMethodOverride: true,
    async createContext({ req }): Promise<SchedulingContext> {
      const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? "")?.[1];
      try {
        return { caller: await verifyActor(token ?? "", secret, clock.now()), reference: req.id };
      } catch (error) {
        if (error instanceof ClocksApart) {
          logger.error({ failure: error.message }, "Calls are refused because the clocks differ.");
          throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: error.message });
        }
        throw new TRPCError({
          code: "UNAUTHORIZED",
          message: "Send who is asking: Authorization: Bearer <signed actor>.",
        });
      }
    },
    onError({ error, path, ctx }) {
      const log = { reference: ctx?.reference, call: path, reason: error.code };
      if (error.code === "INTERNAL_SERVER_ERROR") logger.error({ ...log, failure: failureOf(error) }, "A call failed.");
      else logger.warn({ ...log, message: error.message }, "A call was refused.");
    },
  };
}

/** What a log may contain of an error. Some include a statement's parameters, and nobody's content belongs in a log. */
function failureOf(error: TRPCError): object {
  const { name, message, stack, code } = (error.cause ?? error) as Error & { code?: string };
  return { name, code, message, stack };
}
