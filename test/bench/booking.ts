import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { withConnection } from "@coachwork/infra/database";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import pg from "pg";
import { bareBookings, hasPgbench } from "./booking/pgbench.ts";
import type { BookingLoad, BookingsObserved } from "./booking/load.main.ts";
import { type BookingFirm, createFirm } from "./booking/world.ts";
import { benchDirectory } from "./database.ts";
import { median } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";

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
  await onOwnPostgres("booking", 300, (postgres) => onPostgres(postgres, report, options));
}

async function onPostgres(postgres: RunningPostgres, report: Report, options: Options): Promise<void> {
  const ours = await createBookingDatabase(postgres, "bench_booking");
  const bare = await createBookingDatabase(postgres, "bench_booking_bare");
  const services = await startServices(ours.urls, unlimited);
  const load = fork(join(import.meta.dirname, "booking", "load.main.ts"));
  try {
    const round = new Rounds(ours.firm, services.url, load, 1 + 2 * cases.length * options.rounds);
    const seconds = Math.ceil(options.seconds); // pgbench knows whole ones
    const shared = { databaseUrl: bare.urls.scheduling, directory: benchDirectory(), clients: CLIENTS, seconds };
    const bareRound = ({ isHot }: Case) => bareBookings({ ...shared, isHot, from: round.from() });
    await round.book(cases[0]!, options.seconds);
    await bareRound(cases[0]!);
    await haveSettled(ours.adminUrl, bare.adminUrl);
    const seen = cases.map(() => ({ ours: [] as BookingsObserved[], theirs: [] as number[] }));
    for (let turn = 0; turn < options.rounds; turn += 1) {
      for (const [place, one] of cases.entries()) {
        const letGo = await listening(ours.urls.scheduling, one.listeners);
        try {
          seen[place]!.ours.push(await round.book(one, seconds));
          await haveSettled(ours.adminUrl);
          seen[place]!.theirs.push(await bareRound(one));
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

/** One side's database: pgbench has one of its own, so that no service follows what it writes. */
async function createBookingDatabase(postgres: RunningPostgres, name: string) {
  const { adminUrl, urls } = await createServicesDatabase(postgres, name);
  return { adminUrl, urls, firm: await createFirm(adminUrl, urls, CLIENTS) };
}

/**
 * Waits until all that follows from what was booked is done, e-mails included, so that it is not done in another's turn; and
 * has the planner know the tables as they are, as it does in a database that is not minutes old.
 */
async function haveSettled(...adminUrls: string[]): Promise<void> {
  for (const url of adminUrls) {
    await withConnection(url, async (client) => {
      const isBusy = async () => {
        const { rows } = await client.query<{ busy: boolean }>(
          `select exists (select from graphile_worker._private_jobs where run_at <= now())
             or exists (select from log_cursor l join firm_counter c using (firm_id) where l.seq < c.last_seq) as busy`,
        );
        return rows[0]!.busy;
      };
      while (await isBusy()) await pause(100);
      await client.query("vacuum analyze");
    });
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
