import {
  createLogger,
  Database,
  PostgresBus,
  readConfig,
  run,
  settings,
  stopGracefully,
  systemClock as clock,
} from "@coachwork/platform";
import { schedulingCalls } from "./calls.js";
import { createServer } from "./server.js";

/** The scheduling service's composition root. */
run(async () => {
  const { DATABASE_URL, HOST, SCHEDULING_PORT, SERVICE_SECRET, LOG_LEVEL, DATABASE_POOL_SIZE, STATEMENT_TIMEOUT_MS } =
    settings;
  const config = readConfig({
    DATABASE_URL,
    HOST,
    SCHEDULING_PORT,
    SERVICE_SECRET,
    LOG_LEVEL,
    DATABASE_POOL_SIZE,
    STATEMENT_TIMEOUT_MS,
  });
  const logger = createLogger("scheduling", config.LOG_LEVEL);
  const database = await Database.connect({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    applicationName: "coachwork scheduling",
  });
  const bus = new PostgresBus(config.DATABASE_URL, logger);
  await bus.connect();

  let stopping = false;
  const server = createServer({
    calls: schedulingCalls({ database, bus, clock }),
    secret: config.SERVICE_SECRET,
    clock,
    logger,
    isReady: async () => !stopping && (await database.isReachable()),
  });
  stopGracefully(logger, [
    () => {
      stopping = true;
    },
    () => server.close(),
    () => bus.close(),
    () => database.close(),
  ]);
  await server.listen({ host: config.HOST, port: config.SCHEDULING_PORT });
  logger.info({ address: server.addresses() }, "Listening.");
});
