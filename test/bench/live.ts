import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import pg from "pg";
import { cpuOf } from "./cpu.ts";
import type { Command, Told } from "./live/sockets.main.ts";
import { createFirm, type LiveFirm, type Watched } from "./live/world.ts";
import { median } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { startCoachwork } from "./servers/coachwork.ts";
import { type BenchServer, residentMemory } from "./servers/server.ts";
import { createServicesDatabase, onOwnPostgres } from "./servers/services.ts";

const MANAGERS = 1_000;
const SUBSCRIBERS = 1_000;
const BYSTANDERS = 2_000;
/** Of how many people the subscribers are. */
const cases = [
  { name: "same-question", people: 25 },
  { name: "different-viewers", people: SUBSCRIBERS },
] as const;
/** Events of a round: a process's CPU time is told in hundredths of a second. */
const EVENTS = 20;
/** Milliseconds of CPU that an event about another coach may take. */
const MOST_CPU = 5;

const question = `subscription ($coachId: ID!) {
  scheduleChanged(coachId: $coachId) { seq type occurredAt session { id status startsAt endsAt coaches { coach { id name } } } }
}`;

/** What a round showed, in milliseconds an event. */
interface Round {
  /** Until the last socket was told, from the commit on. */
  readonly last: number;
  /** Of the process that tells. */
  readonly cpu: number;
}

/** What an event costs with the sockets that follow a firm: beside a bare `ws` server that sends the same, in turns. */
export async function live(options: Options): Promise<void> {
  const report = new Report("live", options.json);
  await onOwnPostgres("live", 100, (postgres) => onPostgres(postgres, report, options));
}

async function onPostgres(postgres: RunningPostgres, report: Report, options: Options): Promise<void> {
  const { adminUrl, urls } = await createServicesDatabase(postgres, "bench_live");
  const firm = await createFirm(adminUrl, urls, MANAGERS);
  const gateway = await startCoachwork(urls);
  const processes = { ours: start("sockets"), theirs: start("sockets"), bare: start("bare") };
  const client = new pg.Client(adminUrl);
  try {
    await client.connect();
    await compare(report, options, { firm, gateway, client, ...processes });
  } finally {
    await client.end();
    for (const child of Object.values(processes)) child.disconnect();
    await gateway.stop();
  }
}

interface Stage {
  readonly firm: LiveFirm;
  readonly gateway: BenchServer;
  readonly client: pg.Client;
  /** Coachwork's subscribers, and the bare server's. */
  readonly ours: ChildProcess;
  readonly theirs: ChildProcess;
  readonly bare: ChildProcess;
}

async function compare(report: Report, options: Options, stage: Stage): Promise<void> {
  const { firm, gateway, ours, theirs, bare } = stage;
  const [{ url }] = (await once(bare, "message")) as [{ url: string }];
  await idle(report, stage, url);
  await ask(theirs, { do: "open", sockets: Array.from({ length: SUBSCRIBERS }, () => ({ url })) });
  for (const { name, people } of cases) {
    await ask(ours, { do: "open", sockets: subscribers(stage, firm.one, SUBSCRIBERS, people) });
    const rounds: { ours: Round[]; theirs: Round[] } = { ours: [], theirs: [] };
    for (let turn = -2; turn < options.rounds; turn += 1) {
      const our = await events(gateway.pid, ours, SUBSCRIBERS, () => happen(stage, firm.one));
      const say = () => {
        const began = now();
        bare.send({ frame: our.frame });
        return Promise.resolve(began);
      };
      const their = await events(bare.pid!, theirs, SUBSCRIBERS, say);
      if (turn < 0) continue; // which warmed up
      rounds.ours.push(our);
      rounds.theirs.push(their);
    }
    report.say(`\n${name}: ${SUBSCRIBERS} sockets of ${people} people ask the same of an event`);
    for (const [metric, unit] of [
      ["last", "ms"],
      ["cpu", "ms/event"],
    ] as const) {
      const of = (seen: readonly Round[]) => median(seen.map((round) => round[metric]));
      const line = { case: name, metric, unit, more: false, peer: "bare-ws" };
      report.compare({ ...line, ours: of(rounds.ours), theirs: of(rounds.theirs) });
    }
    await ask(ours, { do: "close" });
  }
  await bystanders(report, options, stage);
}

/** What a socket takes that follows a coach to whom nothing happens. The first sockets do not count: they fill what is kept anyway. */
async function idle(report: Report, stage: Stage, url: string): Promise<void> {
  const perSocket = async (sockets: ChildProcess, pid: number, all: Command & { readonly do: "open" }) => {
    const first = all.sockets.slice(0, BYSTANDERS / 4);
    await ask(sockets, { do: "open", sockets: first });
    const before = residentMemory({ pid });
    await ask(sockets, { do: "open", sockets: all.sockets.slice(first.length) });
    const more = residentMemory({ pid }) - before;
    await ask(sockets, { do: "close" });
    return more / (all.sockets.length - first.length) / 1024;
  };
  const { ours, theirs, gateway, bare, firm } = stage;
  report.say(`\nidle-socket: ${BYSTANDERS} sockets to which nothing is told`);
  report.compare({
    ...{ case: "idle-socket", metric: "rss", unit: "kB", more: false, peer: "bare-ws" },
    ours: await perSocket(ours, gateway.pid, {
      do: "open",
      sockets: subscribers(stage, firm.one, BYSTANDERS, MANAGERS),
    }),
    theirs: await perSocket(theirs, bare.pid!, {
      do: "open",
      sockets: Array.from({ length: BYSTANDERS }, () => ({ url })),
    }),
  });
}

/** Many follow one coach, and what happens is about another, whom one socket follows. */
async function bystanders(report: Report, options: Options, stage: Stage): Promise<void> {
  const { firm, gateway, ours } = stage;
  const sockets = [...subscribers(stage, firm.one, BYSTANDERS, 25), ...subscribers(stage, firm.other, 1, 1)];
  await ask(ours, { do: "open", sockets });
  const cpu: number[] = [];
  for (let turn = -1; turn < options.rounds; turn += 1) {
    const round = await events(gateway.pid, ours, 1, () => happen(stage, firm.other));
    if (turn >= 0) cpu.push(round.cpu);
  }
  report.say(`\nother-coach: ${BYSTANDERS} sockets follow one coach, and an event is about another`);
  const line = { case: "other-coach", metric: "cpu", unit: "ms/event", more: false };
  report.compare({ ...line, ours: median(cpu), peer: "limit", theirs: MOST_CPU });
}

/** Has events happen one after the other; each is told to so many sockets before the next. */
async function events(
  pid: number,
  sockets: ChildProcess,
  messages: number,
  /** Gives when it happened: what is written before is not measured. */
  happens: () => Promise<number>,
): Promise<Round & { frame: string }> {
  const delays: number[] = [];
  let frame = "";
  const before = cpuOf(pid);
  for (let event = 0; event < EVENTS; event += 1) {
    const told = ask(sockets, { do: "count", messages });
    const began = await happens();
    const { times, ...last } = await told;
    delays.push(Math.max(...times) - began);
    frame = last.frame;
  }
  return { last: median(delays), cpu: (cpuOf(pid) - before) / EVENTS, frame };
}

/** So many sockets of so many people. */
function subscribers({ firm, gateway }: Stage, { coachId }: Watched, count: number, people: number) {
  const variables = { coachId: `person_${coachId.replaceAll("-", "")}` };
  return Array.from({ length: count }, (_, place) => ({
    url: gateway.url.replace("http", "ws"),
    subscription: { token: firm.tokens[place % people]!, payload: { query: question, variables } },
  }));
}

/** Logs an event and says so on the bus; gives when that was. */
async function happen({ client, firm: { firmId } }: Stage, { ids }: Watched): Promise<number> {
  await client.query(
    `with counter as (update firm_counter set last_seq = last_seq + 1 where firm_id = $1::uuid returning last_seq)
     insert into event (firm_id, seq, type, ids, occurred_at)
     select $1::uuid, last_seq, 'session.rescheduled', $2, now() from counter`,
    [firmId, ids],
  );
  const began = now();
  await client.query("select pg_notify('coachwork_events', $1)", [firmId]);
  return began;
}

/** Milliseconds since the epoch. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function start(name: string): ChildProcess {
  return fork(join(import.meta.dirname, "live", `${name}.main.ts`));
}

async function ask(child: ChildProcess, command: Command): Promise<Told> {
  child.send(command);
  const [told] = (await once(child, "message")) as [Told];
  return told;
}
