import "reflect-metadata";
import { createLogger, Database, PostgresBus, readConfig, run, secret, settings, stopGracefully, systemClock } from "@coachwork/platform";
import { Reader } from "@coachwork/reader";
import { z } from "zod";
import type { Services } from "./graphql/context.js";
import { FirmLogs } from "./live/firm-log.js";
import { Sockets } from "./live/sockets.js";
import { schedulingAt } from "./scheduling/scheduling.js";
import { createSchema } from "./schema.js";
import { createServer } from "./server.js";

/** The gateway's settings, by variable. */
const config = () =>
  readConfig({
    DATABASE_URL: settings.DATABASE_URL,
    DATABASE_POOL_SIZE: settings.DATABASE_POOL_SIZE,
    STATEMENT_TIMEOUT_MS: settings.STATEMENT_TIMEOUT_MS,
    HOST: settings.HOST,
    PORT: settings.PORT,
    LOG_LEVEL: settings.LOG_LEVEL,
    SERVICE_SECRET: settings.SERVICE_SECRET,
    /** Signs people's sign-ins. */
    AUTH_SECRET: secret,
    SCHEDULING_URL: z.url({ error: "give the address of the scheduling service, http://host:port" }),
    /** Whether GraphiQL and introspection are there. */
    GRAPHIQL: z.stringbool().default(false),
    /** Origins of frontends, separated by commas, whose pages may use the API. */
    ALLOWED_ORIGINS: z
      .string()
      .default("")
      .transform((text) => text.split(",").map((origin) => origin.trim()).filter(Boolean)),
  });
