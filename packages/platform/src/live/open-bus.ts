import { z } from "zod";
import { settings } from "../config.js";
import type { Logger } from "../logger.js";
import type { GatheringBus } from "./gathering-bus.js";
import { NatsBus } from "./nats-bus.js";
import { PostgresBus } from "./postgres-bus.js";

const NATS_URLS = "give the address of a NATS server, nats://host:port, or several separated by commas";

/** The settings of the bus, by variable. */
export const busSettings = {
  /** The NATS servers of the bus. Without them it is PostgreSQL. */
  NATS_URL: z
    .string()
    .transform((text) => text.split(",").map((url) => url.trim()))
    .pipe(z.array(z.url({ protocol: /^(nats|tls)$/, error: NATS_URLS })))
    .transform((urls) => urls.map((url) => new URL(url)))
    .optional(),
  /** PostgreSQL itself, where `DATABASE_URL` leads to a pooler: to listen takes a connection that stays. */
  BUS_DATABASE_URL: settings.DATABASE_URL.optional(),
};

interface BusConfig {
  readonly NATS_URL?: readonly URL[] | undefined;
  readonly BUS_DATABASE_URL?: string | undefined;
  readonly DATABASE_URL: string;
}

/** Connects to the bus that the settings name. Rejects with a message that names the setting. */
export async function openBus(config: BusConfig, logger: Logger): Promise<GatheringBus> {
  const { NATS_URL: servers, BUS_DATABASE_URL: direct, DATABASE_URL: url } = config;
  const bus = servers ? new NatsBus(servers, logger) : new PostgresBus(direct ?? url, logger);
  await bus.connect().catch((error: Error) => {
    if (servers) throw error;
    const { host, pathname } = new URL(direct ?? url);
    const name = direct ? "BUS_DATABASE_URL" : "DATABASE_URL";
    throw new Error(`${name}: the bus cannot listen at ${host}${pathname} (${error.message}).`, { cause: error });
  });
  return bus;
}
