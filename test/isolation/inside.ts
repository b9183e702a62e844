import type { Actor } from "@coachwork/schema";
import {
  anyNetwork,
  type Clock,
  createLogger,
  Database,
  FileAddresses,
  MailboxTokens,
  openStorage,
  PostgresBus,
  Readiness,
  systemClock,
} from "@coachwork/platform";
import { type Query, Reader } from "@coachwork/reader";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  subscribe,
} from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import { printed } from "../../apps/gateway/src/printed-documents.js";
import type { Context, Services } from "../../apps/gateway/src/graphql/context.js";
import { CostLimits } from "../../apps/gateway/src/graphql/cost-limits.js";
import { clientError } from "../../apps/gateway/src/graphql/errors.js";
import { resolveField } from "../../apps/gateway/src/graphql/resolve.js";
import { readWholeOperation, stringifyResult } from "../../apps/gateway/src/graphql/whole-operation.js";
import { Turns } from "../../apps/gateway/src/graphql/turns.js";
import { FirmLogs } from "../../apps/gateway/src/live/firm-logs.js";
import { Positions } from "../../apps/gateway/src/live/position.js";
import { usualExportQueries } from "../../apps/gateway/src/partners/bulk/bulk-settings.js";
import { usualWebhookParts } from "../../apps/gateway/src/partners/webhooks/webhook-settings.js";
import { SharedReads } from "../../apps/gateway/src/live/shared-reads.js";
import { usualFileLimits } from "../../apps/gateway/src/resources/file-limits.js";
import { schedulingAt } from "../../apps/gateway/src/scheduling/scheduling.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import type { BusyTimes } from "../../apps/scheduling/src/calendars/busy-times.js";
import { schedulingCalls } from "../../apps/scheduling/src/calls.js";
import { busyFromIcs } from "../../apps/scheduling/src/core/ics/busy-calendar.js";
import { createServer } from "../../apps/scheduling/src/server.js";
import type { TestDatabase } from "../support/database.ts";

/** An answer as a client gets it. */
export type Answer = Pick<ExecutionResult, "data" | "extensions"> & { readonly errors?: readonly object[] };

/** How a question is answered, where not as over HTTP. */
export interface How {
  /** Another reader than the gateway's own. */
  readonly reader?: Reader;
  /** Field by field, as over WebSocket, and not as one compiled operation. */
  readonly byParts?: boolean;
}

/** Both services in this process, on a real database, so that a test can take a wall away and ask again. */
export interface Inside {
  readonly schema: GraphQLSchema;
  /** As the gateway's role. */
  readonly database: Database;
  ask(actor: Actor, query: string | DocumentNode, variables?: Record<string, unknown>, how?: How): Promise<Answer>;
  /** The answer that a subscription is refused with, or its first event. */
  follow(actor: Actor, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /**
   * Asks much of the same, over connections of its own: they keep each statement that they have planned, in a megabyte
   * of memory, until they are closed. Statements are sent as they are, or changed.
   */
  walker(change?: (text: string) => string): Promise<Walker>;
  close(): Promise<void>;
}

/** Asks over connections of its own. */
export interface Walker extends Pick<Inside, "ask"> {
  close(): Promise<void>;
}

const SECRET = "a secret between services, for tests only";

/** Plans a prepared statement once for all values, of which the tests have few: to plan takes longest of all they do. */
function planningOnce(url: string): string {
  const planning = new URL(url);
  planning.searchParams.set("options", "-c plan_cache_mode=force_generic_plan");
  return planning.href;
}

/** Prepares a statement when it is first sent. The gateway waits whether it comes again. */
function prepared({ text, values }: Query): Query {
  return { text, values, name: createHash("sha256").update(text).digest("hex").slice(0, 24) };
}

/** `poolSize` is how many connections each service has. */
export async function openInside(
  { gatewayUrl, schedulingUrl }: Pick<TestDatabase, "gatewayUrl" | "schedulingUrl">,
  poolSize = 2,
  clock: Clock = systemClock,
): Promise<Inside> {
  const logger = createLogger("isolation", "silent");
  const connect = (url: string, applicationName: string, size = poolSize) =>
    Database.connect({ url: planningOnce(url), poolSize: size, statementTimeoutMs: 15_000, applicationName });
  const database = await connect(gatewayUrl, "coachwork-gateway");
  const owned = await connect(schedulingUrl, "coachwork-scheduling");
  const bus = new PostgresBus(gatewayUrl, logger);
  await bus.connect();

  // Worked out here and not in threads, which run what was built.
  const busyTimes: BusyTimes = async (text, question) => busyFromIcs(text, question);
  const calendars = { network: anyNetwork, busyTimes, refreshEvery: 1_800_000 };
  const letters = {
    publicUrl: "http://127.0.0.1",
    mailboxTokens: new MailboxTokens(SECRET),
    inbound: undefined,
    logger,
  };
  const calls = schedulingCalls({ database: owned, bus, clock, calendars, ...letters });
  const scheduling = createServer({ calls, secret: SECRET, clock, logger, readiness: new Readiness([]) });
  const url = await scheduling.listen({ host: "127.0.0.1", port: 0 });
  const schema = await createSchema();
  const folder = await mkdtemp(join(tmpdir(), "coachwork-isolation-"));
  // The questions ask for all there is at once: here it is not their price that is tried.
  const dear = { limit: 1e12, bucket: 1e12, restorePerSecond: 1e12, firmMultiple: 10 };
  const services: Services = {
    costs: new CostLimits({ schema, clock, ...dear }),
    database,
    bus,
    clock,
    logger,
    files: await openStorage({ FILES_FOLDER: folder, FILES_S3_REGION: "" }),
    fileLimits: usualFileLimits,
    fileAddresses: new FileAddresses(SECRET, "http://127.0.0.1"),
    // Here too, no thread.
    printer: { print: (_, printing) => printed(printing) },
    reader: new Reader(database.source, database.readText),
    logs: new FirmLogs(database, bus),
    positions: new Positions(SECRET),
    selections: usualWebhookParts.selections,
    exportQueries: usualExportQueries,
    turns: new Turns(),
    sharedReads: new SharedReads(),
    scheduling: schedulingAt({ urls: [url], secret: SECRET, clock }),
    resolveBearer: () => Promise.reject(new GraphQLError("Nobody signs in here.")),
  };

  usualExportQueries.readWith(services.reader);
  const argumentsFor = (
    actor: Actor,
    query: string | DocumentNode,
    variableValues: Record<string, unknown>,
    reader = services.reader,
  ) => {
    const contextValue: Context = {
      services: { ...services, reader },
      actor,
      clientAddress: "",
      requestId: "isolation",
    };
    const document = typeof query === "string" ? parse(query) : query;
    return { schema, document, contextValue, variableValues, fieldResolver: resolveField };
  };
  const told = ({ data, errors }: ExecutionResult): Answer => ({
    ...(data === undefined ? {} : { data }),
    ...(errors && { errors: errors.map((error) => clientError(error.toJSON(), error, logger)) }),
  });
  const ask: Inside["ask"] = async (actor, query, variables = {}, { reader, byParts = false } = {}) => {
    const args = argumentsFor(actor, query, variables, reader);
    const { document, contextValue } = args;
    const [operation] = document.definitions as [OperationDefinitionNode];
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    try {
      const whole =
        byParts || !coerced
          ? null
          : await readWholeOperation(contextValue, { schema, document, operation, variables: coerced });
      return whole ? (JSON.parse(stringifyResult({ data: whole as never })) as Answer) : told(await execute(args));
    } catch (error) {
      return { errors: [clientError({ message: "" }, error, logger)] };
    }
  };
  return {
    schema,
    database,
    ask,
    async follow(actor, query, variables = {}) {
      const events = await subscribe(argumentsFor(actor, query, variables));
      if (!(Symbol.asyncIterator in events)) return told(events);
      const { value } = (await events.next()) as { value: ExecutionResult };
      await events.return(undefined);
      return told(value);
    },
    async walker(change = (text) => text) {
      const own = await connect(gatewayUrl, "coachwork-gateway", 1);
      const walking = new Reader(own.source, (viewer, { text, values }) =>
        own.readText(viewer, prepared({ text: change(text), values })),
      );
      return {
        ask: (actor, query, variables, { reader = walking, ...how } = {}) =>
          ask(actor, query, variables, { reader, ...how }),
        close: () => own.close(),
      };
    },
    async close() {
      services.logs.close();
      await scheduling.close();
      await bus.close();
      await owned.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
