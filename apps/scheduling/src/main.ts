import {
  anyNetwork,
  busSettings,
  createLogger,
  Database,
  DatabaseProbe,
  LogReader,
  MailboxTokens,
  openBus,
  openStorage,
  publicNetwork,
  readConfig,
  Readiness,
  run,
  settings,
  stopGracefully,
  storageSettings,
  systemClock as clock,
  tellPort,
} from "@coachwork/platform";
import { z } from "zod";
import { allCauses, allJobs } from "./all-jobs.js";
import { startBusyWorkers } from "./calendars/busy-times.js";
import { schedulingCalls } from "./calls.js";
import { performing } from "./commands.js";
import { followEvents } from "./jobs/cause.js";
import { GiveWay } from "./jobs/give-way.js";
import { LogUpkeep } from "./jobs/log-upkeep.js";
import type { JobServices } from "./jobs/services.js";
import { Worker } from "./jobs/worker.js";
import { inboundMailOf, mailSettings } from "./mail/mail-settings.js";
import { Outbox } from "./mail/outbox.js";
import { SignInLetterPosting } from "./mail/post-sign-in-letters.js";
import { Smtp } from "./mail/smtp.js";
import { createServer } from "./server.js";

/** The scheduling service's settings, by variable. */
const schedulingSettings = {
  DATABASE_URL: settings.DATABASE_URL,
  DATABASE_POOL_SIZE: settings.DATABASE_POOL_SIZE,
  STATEMENT_TIMEOUT_MS: settings.STATEMENT_TIMEOUT_MS,
  HOST: settings.HOST,
  SCHEDULING_PORT: settings.SCHEDULING_PORT,
  LOG_LEVEL: settings.LOG_LEVEL,
  DRAIN_MS: settings.DRAIN_MS,
  SERVICE_SECRET: settings.SERVICE_SECRET,
  PUBLIC_URL: settings.PUBLIC_URL,
  /** Whether calendars are read from anywhere, also without TLS: for development. */
  ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
  /** Seconds between two reads of a calendar's address. */
  CALENDAR_REFRESH_SECONDS: z.coerce.number().int().min(1).max(86_400).default(1_800),
  ...mailSettings,
  ...storageSettings,
  ...busSettings,
  /** The number of jobs that run at the same time. As many calendars are read and e-mails sent in addition. */
  JOB_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(2),
  /** Milliseconds between two checks for due jobs. */
  JOB_POLL_MS: z.coerce.number().int().min(100).max(60_000).default(1_000),
  /** Milliseconds after which a job counts as failed and is retried. */
  JOB_TIME_LIMIT_MS: z.coerce.number().int().min(1_000).max(600_000).default(30_000),
  /** Milliseconds between two checks for events whose wake-up was lost. */
  EVENT_POLL_MS: z.coerce.number().int().min(100).max(60_000).default(5_000),
  /** Days for which the event log is kept. Messages to webhooks, kept for a year at most, need theirs. */
  EVENT_KEEP_DAYS: z.coerce
    .number({ error: "give a number of days, 400 to 36500" })
    .int("give a whole number of days, 400 to 36500")
    .min(400, "give 400 days or more: webhooks and audits need them")
    .max(36_500, "give 36500 days or less")
    .default(730),
};

/** The scheduling service's composition root. */
run("scheduling", async () => {
  const config = readConfig(schedulingSettings);
  const logger = createLogger("scheduling", config.LOG_LEVEL);
  const database = await Database.connect({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    applicationName: "coachwork scheduling",
  });
  const bus = await openBus(config, logger);

  const busyWorkers = startBusyWorkers();
  const calendars = {
    network: config.ALLOW_PRIVATE_ADDRESSES ? anyNetwork : publicNetwork,
    busyTimes: busyWorkers.busyTimes,
    refreshEvery: config.CALENDAR_REFRESH_SECONDS * 1_000,
  };
  const post = config.MAIL_URL === undefined ? new Outbox(config.MAIL_OUTBOX) : new Smtp(config.MAIL_URL);
  const gatherMs = config.MAIL_GATHER_SECONDS * 1_000;
  const parts = {
    database,
    bus,
    clock,
    logger,
    calendars,
    post,
    sender: config.MAIL_FROM,
    gatherMs,
    files: await openStorage(config),
    publicUrl: config.PUBLIC_URL,
    mailboxTokens: new MailboxTokens(config.SERVICE_SECRET),
    inbound: inboundMailOf(config.MAIL_INBOUND_ADDRESS, config.MAIL_INBOUND_SECRETS),
  };
  const services: JobServices = { ...parts, perform: performing(parts) };
  const reader = new LogReader({
    ...services,
    name: "jobs",
    effect: followEvents(allCauses, { gatherMs }),
    pollMs: config.EVENT_POLL_MS,
  });
  const posting = new SignInLetterPosting({ ...services, pollMs: config.JOB_POLL_MS });
  const upkeep = new LogUpkeep({ database: database.inBackground("log"), logger, keepDays: config.EVENT_KEEP_DAYS });
  const giveWay = new GiveWay();
  const worker = new Worker({
    jobs: allJobs,
    services: { ...services, database: database.inBackground("jobs") },
    giveWay,
    databaseUrl: config.DATABASE_URL,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    concurrency: config.JOB_CONCURRENCY,
    pollMs: config.JOB_POLL_MS,
    timeLimitMs: config.JOB_TIME_LIMIT_MS,
  });

  const probe = new DatabaseProbe({ url: config.DATABASE_URL, clock, logger });
  const readiness = new Readiness(
    [async () => (await probe.look()).problem, () => worker.problem],
    [() => bus.problem],
  );
  const server = createServer({
    calls: giveWay.to(schedulingCalls(services)),
    secret: config.SERVICE_SECRET,
    clock,
    logger,
    readiness,
  });
  stopGracefully({
    logger,
    readiness,
    drainMs: config.DRAIN_MS,
    database: probe,
    steps: [
      () => server.close(),
      () => reader.stop(),
      () => posting.stop(),
      () => upkeep.stop(),
      () => worker.stop(),
      () => busyWorkers.close(),
      () => bus.close(),
      () => database.close(),
    ],
  });
  await worker.start();
  reader.start();
  posting.start();
  upkeep.start();
  await server.listen({ host: config.HOST, port: config.SCHEDULING_PORT });
  tellPort(server.addresses());
  logger.info({ address: server.addresses() }, "Listening.");
});
