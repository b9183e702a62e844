import "reflect-metadata";
import {
  busSettings,
  createLogger,
  Database,
  DatabaseProbe,
  FileAddresses,
  MailboxTokens,
  openBus,
  openStorage,
  readConfig,
  Readiness,
  run,
  settings,
  stopGracefully,
  storageSettings,
  systemClock,
  tellPort,
} from "@coachwork/platform";
import { Reader } from "@coachwork/reader";
import { z } from "zod";
import { startMatcher } from "./choosing/matching/matcher.js";
import { startPrinter } from "./files/printer.js";
import { CostLimits } from "./graphql/cost-limits.js";
import { costSettings } from "./graphql/cost-settings.js";
import type { Services } from "./graphql/context.js";
import { Operations } from "./graphql/operations.js";
import { Origins } from "./graphql/origins.js";
import { Turns } from "./graphql/turns.js";
import { EventStreams } from "./live/event-streams.js";
import { FirmLogs } from "./live/firm-logs.js";
import { LiveOperations } from "./live/live-operations.js";
import { Positions } from "./live/position.js";
import { SharedReads } from "./live/shared-reads.js";
import { Sockets } from "./live/sockets.js";
import { apiKeys } from "./partners/key-viewer.js";
import { bulkSettings, resultsKeptMs } from "./partners/bulk/bulk-settings.js";
import { ExportQueries } from "./partners/bulk/export-queries.js";
import { BulkExports } from "./partners/bulk/exporting.js";
import { Webhooks } from "./partners/webhooks/sending.js";
import { keptMs, webhookParts, webhookSettings } from "./partners/webhooks/webhook-settings.js";
import { checkedFileLimits, fileSettings } from "./resources/file-limits.js";
import { schedulingAt } from "./scheduling/scheduling.js";
import { createSchema } from "./schema.js";
import { createServer } from "./server.js";
import { IdentityDatabase } from "./tenancy/auth-database.js";
import { authSettings } from "./tenancy/auth-settings.js";
import { createAuth } from "./tenancy/auth.js";
import { BackgroundWork } from "./tenancy/background-work.js";
import { sessionTokens } from "./tenancy/viewer-session.js";
import { Viewers } from "./tenancy/viewer.js";

const SCHEDULING_URLS = "give the addresses of the scheduling services, http://host:port, separated by commas";

/** The gateway's settings, by variable. */
const gatewaySettings = {
  DATABASE_URL: settings.DATABASE_URL,
  /** A read replica for queries. Changes and subscriptions use the database itself. */
  DATABASE_READ_URL: settings.DATABASE_URL.optional(),
  DATABASE_POOL_SIZE: settings.DATABASE_POOL_SIZE,
  STATEMENT_TIMEOUT_MS: settings.STATEMENT_TIMEOUT_MS,
  HOST: settings.HOST,
  PORT: settings.PORT,
  LOG_LEVEL: settings.LOG_LEVEL,
  DRAIN_MS: settings.DRAIN_MS,
  SERVICE_SECRET: settings.SERVICE_SECRET,
  ...authSettings,
  ...costSettings,
  ...storageSettings,
  ...busSettings,
  ...fileSettings,
  ...webhookSettings,
  ...bulkSettings,
  /** The addresses of the scheduling services. */
  SCHEDULING_URL: z
    .string({ error: SCHEDULING_URLS })
    .transform((text) => text.split(",").map((url) => url.trim().replace(/\/$/, "")))
    .pipe(z.array(z.url({ protocol: /^https?$/, error: SCHEDULING_URLS }))),
  /** Whether GraphiQL and introspection are available. */
  GRAPHIQL: z.stringbool().default(false),
  /** The number of proxies in front that report clients' addresses. */
  TRUST_PROXY: z.coerce
    .number({ error: "give the number of proxies in front: 0 to 10" })
    .int()
    .min(0)
    .max(10)
    .default(0),
};

/** The composition root. It makes every part once, connects them, and stops them in reverse order. */
run("gateway", async () => {
  const config = readConfig(gatewaySettings);
  const fileLimits = checkedFileLimits({
    file: config.FILE_BYTES,
    client: config.FILES_CLIENT_BYTES,
    coach: config.FILES_COACH_BYTES,
    firm: config.FILES_FIRM_BYTES,
  });
  const logger = createLogger("gateway", config.LOG_LEVEL);
  const clock = systemClock;
  const database = await Database.connect({
    url: config.DATABASE_URL,
    replicaUrl: config.DATABASE_READ_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    applicationName: "coachwork-gateway",
  });
  const identity = IdentityDatabase.open({
    url: config.DATABASE_URL,
    poolSize: config.AUTH_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
  });
  const bus = await openBus(config, logger);

  const background = new BackgroundWork(logger);
  const viewers = new Viewers(
    [apiKeys({ database, clock, background }), sessionTokens({ identity, database, clock, background })],
    clock,
  );
  // Before the sockets, which then look up whatever is no longer cached.
  bus.onRecheck((ids) => viewers.recheck(ids));
  const origins = new Origins({
    trusted: config.TRUSTED_ORIGINS,
    publicUrl: config.PUBLIC_URL,
    logger,
    clock,
  });
  const mailboxTokens = new MailboxTokens(config.SERVICE_SECRET);
  const auth = createAuth({
    identity,
    database,
    bus,
    clock,
    logger,
    mailboxTokens,
    secret: config.AUTH_SECRET,
    publicUrl: config.PUBLIC_URL,
    origins,
  });
  const webhookTools = webhookParts(config.SECRETS_KEY, config.ALLOW_PRIVATE_ADDRESSES, config.COST_LIMIT);
  const exportQueries = new ExportQueries(config.COST_LIMIT);
  const matcher = startMatcher(new URL("./matcher.worker.js", import.meta.url));
  const schema = await createSchema({
    ...{ files: fileLimits, webhooks: webhookTools, exportQueries, matcher },
    publicUrl: config.PUBLIC_URL,
  });
  const costs = new CostLimits({
    schema,
    clock,
    limit: config.COST_LIMIT,
    bucket: config.COST_BUCKET,
    restorePerSecond: config.COST_RESTORE_PER_SECOND,
    firmMultiple: config.COST_FIRM_MULTIPLE,
    spending: bus,
  });
  const printer = startPrinter(new URL("./printer.worker.js", import.meta.url));
  const services: Services = {
    costs,
    turns: new Turns(),
    database,
    bus,
    clock,
    files: await openStorage(config),
    fileLimits,
    fileAddresses: new FileAddresses(config.SERVICE_SECRET, config.PUBLIC_URL),
    printer,
    reader: new Reader(database.source, database.readText, database.readReplica),
    logger,
    logs: new FirmLogs(database, bus),
    sharedReads: new SharedReads(),
    positions: new Positions(config.SERVICE_SECRET),
    selections: webhookTools.selections,
    exportQueries,
    scheduling: schedulingAt({ urls: config.SCHEDULING_URL, secret: config.SERVICE_SECRET, clock }),
    resolveBearer: (token, firm, address) => viewers.resolveBearer(token, firm, address),
  };

  exportQueries.readWith(services.reader);
  const bulkExports = new BulkExports({
    services,
    pollMs: config.EVENT_POLL_MS,
    keptMs: resultsKeptMs(config.BULK_EXPORT_KEEP_DAYS),
  });
  const webhooks = new Webhooks({
    services,
    ...webhookTools,
    pollMs: config.EVENT_POLL_MS,
    keptMs: keptMs(config.WEBHOOK_KEEP_DAYS),
  });

  const operations = new Operations(schema, costs, config.GRAPHIQL);
  const live = new LiveOperations(schema, services, operations);
  const streams = new EventStreams(services, live);
  const probe = new DatabaseProbe({ url: config.DATABASE_URL, clock, logger });
  const readiness = new Readiness([async () => (await probe.look()).problem], [() => bus.problem]);
  const server = await createServer({
    services,
    mailboxTokens,
    schema,
    operations,
    streams,
    graphiql: config.GRAPHIQL,
    origins,
    proxies: config.TRUST_PROXY,
    auth: auth.handler,
    readiness,
  });
  const sockets = new Sockets({ services, operations: live, origins, proxies: config.TRUST_PROXY });
  sockets.listen(server.server);
  await server.listen({ host: config.HOST, port: config.PORT });
  webhooks.start();
  bulkExports.start();
  tellPort(server.addresses());

  stopGracefully({
    logger,
    readiness,
    drainMs: config.DRAIN_MS,
    database: probe,
    steps: [
      () => sockets.close(),
      () => streams.close(),
      () => server.close(),
      () => webhooks.stop(),
      () => bulkExports.stop(),
      () => printer.close(),
      () => matcher.close(),
      () => background.settled(),
      () => services.logs.close(),
      () => bus.close(),
      () => identity.close(),
      () => database.close(),
    ],
  });
});
