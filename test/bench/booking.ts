import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { createDatabase, withConnection } from "@coachwork/infra/database";
import { freePort } from "@coachwork/infra/ports";
import { type RunningPostgres, startPostgres } from "@coachwork/infra/postgres";
import { createRoles } from "@coachwork/infra/roles";
import { migrate } from "@coachwork/schema/migrate";
import pg from "pg";
import { bareBookings, hasPgbench } from "./booking/pgbench.ts";
import type { BookingLoad, BookingsObserved } from "./booking/load.main.ts";
import { type BookingFirm, createFirm } from "./booking/world.ts";
import { benchDirectory } from "./database.ts";
import { median } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { environment } from "./servers/server.ts";
import { takeTurn } from "./turn.ts";

const CLIENTS = 16;
const LISTENERS = 100;
const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;
/** Sessions are booked up to ten years ahead; every round gets a part of them. */
const DAYS_AHEAD = 3_400;

/** How a round is booked, and what is measured beside it. */
interface Case {
  readonly name: string;
  readonly says: string;
  readonly isHot: boolean;
  readonly listeners: number;
}

const cases: Case[] = [
  { name: "spread", says: `${CLIENTS} clients, each on a coach of their own`, isHot: false, listeners: 0 },
  { name: "hot", says: `${CLIENTS} clients on one coach`, isHot: true, listeners: 0 },
  { name: "listened", says: `as spread, with ${LISTENERS} listeners to the bus`, isHot: false, listeners: LISTENERS },
];

/** How many sessions can be booked a second through GraphQL, beside pgbench with the bare transaction on the same server. */
export async function booking(options: Options): Promise<void> {
  const report = new Report("booking", options.json);
  if (!(await hasPgbench())) throw new Error("There is no pgbench here: install PostgreSQL's contributed programs.");
  await mkdir(benchDirectory(), { recursive: true });
  const giveBack = await takeTurn(benchDirectory());
  const directory = join(benchDirectory(), "booking");
  // With the settings PostgreSQL comes with: a commit is on the disk before it is acknowledged.
  const postgres = await startPostgres({ directory, password: "postgres", flags: ["-c", "max_connections=300"] });
  try {
    await onPostgres(postgres, report, options);
  } finally {
    await postgres.stop();
    await giveBack();
  }
}

async function onPostgres(postgres: RunningPostgres, report: Report, options: Options): Promise<void> {
  const name = "bench_booking";
  await withConnection(postgres.adminUrl(), (client) => client.query(`drop database if exists ${name} with (force)`));
  await createDatabase(postgres.adminUrl(), name);
  const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" };
  const urls = await createRoles({ adminUrl: postgres.adminUrl(name), passwords });
  await migrate({ databaseUrl: urls.owner });
  const ours = await createFirm(postgres.adminUrl(name), urls, 1, CLIENTS);
  await createFirm(postgres.adminUrl(name), urls, 2, CLIENTS);

  const services = await startServices(urls);
  const load = fork(join(import.meta.dirname, "booking", "load.main.ts"));
  try {
    const round = new Rounds(ours, services.url, load, 1 + 2 * cases.length * options.rounds);
    await round.book(cases[0]!, options.seconds); // warms up
    const seen = cases.map(() => ({ ours: [] as BookingsObserved[], theirs: [] as number[] }));
    const seconds = Math.ceil(options.seconds); // pgbench knows whole ones
    for (let turn = 0; turn < options.rounds; turn += 1) {
      for (const [place, one] of cases.entries()) {
        const letGo = await listening(urls.scheduling, one.listeners);
        try {
          seen[place]!.ours.push(await round.book(one, seconds));
          const { isHot } = one;
          const bare = { databaseUrl: urls.scheduling, directory: benchDirectory(), firm: 2, clients: CLIENTS, isHot };
          seen[place]!.theirs.push(await bareBookings({ ...bare, seconds, from: round.from() }));
        } finally {
          await letGo();
        }
      }
    }
    for (const [place, one] of cases.entries()) tell(report, one, seen[place]!);
  } finally {
    load.disconnect();
    await services.stop();
  }
}

function tell(report: Report, { name, says }: Case, seen: { ours: BookingsObserved[]; theirs: number[] }): void {
  const of = (figure: (observed: BookingsObserved) => number) => median(seen.ours.map(figure));
  report.say(`\n${name}: ${says}`);
  const bookings = { metric: "bookings", unit: "1/s", more: true, ours: of((one) => one.bookings / one.seconds) };
  report.compare({ case: name, ...bookings, peer: "pgbench", theirs: median(seen.theirs) });
  const p99 = { metric: "p99", unit: "ms", more: false, ours: of((one) => one.p99) };
  report.compare({ case: name, ...p99, peer: "five-times-median", theirs: 5 * of((one) => one.p50) });
}

/** Books rounds, each at a time when nothing is booked yet. */
class Rounds {
  #from = (Math.floor(Date.now() / DAY) + 2) * DAY;

  readonly #firm: BookingFirm;
  readonly #url: string;
  readonly #load: ChildProcess;
  readonly #days: number;

  /** `count`: how many rounds there will be. */
  constructor(firm: BookingFirm, url: string, load: ChildProcess, count: number) {
    this.#firm = firm;
    this.#url = url;
    this.#load = load;
    this.#days = Math.floor(DAYS_AHEAD / count);
  }

  /** Where the next round's sessions begin, epoch milliseconds. */
  from(): number {
    return (this.#from += this.#days * DAY);
  }

  async book({ isHot }: Case, seconds: number): Promise<BookingsObserved> {
    const turns = isHot ? { stepMs: CLIENTS * HALF_HOUR, offsetMs: HALF_HOUR } : { stepMs: HALF_HOUR, offsetMs: 0 };
    const bookers = isHot ? this.#firm.hot : this.#firm.spread;
    const { token } = this.#firm;
    this.#load.send({ url: this.#url, token, bookers, seconds, from: this.from(), ...turns } satisfies BookingLoad);
    const [observed] = (await once(this.#load, "message")) as [BookingsObserved];
    if (observed.refusal !== null) throw new Error(`A booking was refused: ${observed.refusal}`);
    return observed;
  }
}

async function startServices({ gateway, scheduling }: { gateway: string; scheduling: string }) {
  const [port, schedulingPort] = [await freePort(), await freePort()];
  const shared = {
    serviceSecret: "a secret between services, for the bench only",
    logLevel: "warn",
    restart: false,
    inherited: { ...unlimited, ...environment() },
  };
  const outbox = join(benchDirectory(), "outbox");
  const services: RunningService[] = [
    await startScheduling({ ...shared, databaseUrl: scheduling, port: schedulingPort, outbox }),
  ];
  const stop = async () => void (await Promise.all(services.map((service) => service.stop())));
  try {
    const authSecret = "a secret that signs sign-ins, for the bench only";
    services.push(await startGateway({ ...shared, authSecret, databaseUrl: gateway, port, schedulingPort }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}/graphql`, stop };
}

/** Connections that listen to the bus; gives what lets them go. */
async function listening(url: string, count: number): Promise<() => Promise<void>> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      await client.query("listen coachwork_events");
      return client;
    }),
  );
  return async () => void (await Promise.all(clients.map((client) => client.end())));
}
