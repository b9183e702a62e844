import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fillDisk } from "./full-disk.ts";
import { eventually, type World } from "./world.ts";

/** Something that goes wrong, and is over when it resolves. */
export interface Fault {
  readonly name: string;
  happen(world: World): Promise<void>;
}

/** Milliseconds that a fault lasts. */
const WHILE = 1_500;

const restart: Fault = {
  name: "the database restarts",
  async happen({ server }) {
    await server.halt();
    await pause(500);
    await server.start();
  },
};

const killDatabase: Fault = {
  name: "the database is killed",
  async happen({ server }) {
    process.kill(await mainProcess(server), "SIGKILL");
    await pause(500);
    await server.start();
  },
};

const freezeDatabase: Fault = {
  name: "the database is frozen for a while",
  async happen({ server, database }) {
    const { rows } = await database.admin.query<{ pid: number }>(
      "select pid from pg_stat_activity where pid <> pg_backend_pid() and backend_type <> 'autovacuum worker'",
    );
    const pids = [await mainProcess(server), ...rows.map(({ pid }) => pid)];
    pids.forEach((pid) => send(pid, "SIGSTOP"));
    await pause(WHILE);
    pids.forEach((pid) => send(pid, "SIGCONT"));
  },
};

/** The process that starts all others of a PostgreSQL server. */
async function mainProcess({ directory }: World["server"]): Promise<number> {
  const [pid] = (await readFile(join(directory, "postmaster.pid"), "utf8")).split("\n");
  return Number(pid);
}

/** A process of a connection may have ended meanwhile. */
function send(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ESRCH") throw error;
  }
}

const terminate: Fault = {
  name: "all connections to the database are ended",
  async happen({ database }) {
    await database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'coachwork%'",
      [database.name],
    );
  },
};

const deafen: Fault = {
  name: "the connections of the bus are ended",
  async happen({ database }) {
    await database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'coachwork bus'",
      [database.name],
    );
  },
};

const fullDisk: Fault = {
  name: "the database's disk is full for a while",
  async happen(world) {
    const makeRoom = await fillDisk(world);
    const log = () => readFile(world.server.logFile, "utf8");
    const isMet = async () => /^coachwork.*No space left on device/m.test(await log());
    await eventually("a booking that finds no room", isMet);
    await pause(WHILE);
    await makeRoom();
  },
};

const dead: Fault = {
  name: "all connections to the database go dead without a word",
  async happen({ link }) {
    link.deaden();
  },
};

const stall: Fault = {
  name: "the database answers nobody for a while",
  async happen({ link }) {
    link.stall();
    await pause(WHILE);
    link.restore();
  },
};

const cut: Fault = {
  name: "the database is cut off for a while",
  async happen({ link }) {
    link.cut();
    await pause(WHILE);
    link.restore();
  },
};

const kill = (service: "gateway" | "scheduling"): Fault => ({
  name: `a ${service} process is killed`,
  async happen({ platforms }) {
    process.kill(platforms[0]![service].pid()!, "SIGKILL");
  },
});

const freeze = (service: "gateway" | "scheduling"): Fault => ({
  name: `a ${service} process is frozen for a while`,
  async happen({ platforms }) {
    const pid = platforms[1]![service].pid()!;
    process.kill(pid, "SIGSTOP");
    await pause(WHILE);
    process.kill(pid, "SIGCONT");
  },
});

const roll: Fault = {
  name: "all services are restarted one after the other",
  async happen({ platforms }) {
    for (const service of ["scheduling", "gateway"] as const)
      for (const platform of platforms) {
        const before = platform[service].pid();
        process.kill(before!, "SIGTERM");
        const { url, schedulingUrl } = platform;
        await answersAgain(service === "gateway" ? url : schedulingUrl, () => platform[service].pid() !== before);
      }
  },
};

async function answersAgain(url: string, isAnother: () => boolean): Promise<void> {
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(isAnother() && (await isReady()))) await pause(50);
}

/** Those of every test run. */
export const someFaults: readonly Fault[] = [
  killDatabase,
  terminate,
  fullDisk,
  dead,
  restart,
  kill("scheduling"),
  kill("gateway"),
  roll,
];

/** Those of `pnpm chaos`. */
export const allFaults: readonly Fault[] = [
  ...someFaults,
  ...[stall, cut, deafen, freezeDatabase, freeze("scheduling"), freeze("gateway")],
];
