import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, postgresAccount } from "./account.ts";
import { initialiseCluster } from "./cluster.ts";
import { withConnection } from "./database.ts";
import { stopOrphan } from "./orphan.ts";
import { placeForData } from "./place.ts";
import { freePort } from "./ports.ts";
import { findPrograms } from "./programs.ts";
import { messageOf, Refusal } from "./refusal.ts";
import { postSentry } from "./sentry.ts";

export interface PostgresOptions {
  /** The data directory. Created if missing. No other PostgreSQL may run on it at the same time. */
  directory: string;
  /** The password of the administrator `postgres`. It is set when the data directory is created. */
  password: string;
  /** Its port. Defaults to a free one. */
  port?: number;
  /** More arguments for `postgres`, such as `["-c", "fsync=off", "-c", "log_statement=all"]`. */
  flags?: string[];
  /** More arguments for `initdb`, such as `["--no-sync"]`. */
  initFlags?: string[];
  /** The log file, overwritten at each start. Defaults to the directory's name with `.log`. */
  logFile?: string;
  /** Stops waiting for a server that is still starting. */
  signal?: AbortSignal;
}

/** A PostgreSQL server that answers on 127.0.0.1. */
export interface RunningPostgres {
  port: number;
  logFile: string;
  /** The administrator's URL for a database. Defaults to the database `postgres`. */
  adminUrl(database?: string): string;
  /** Resolves when the server has ended for whatever reason. */
  ended: Promise<void>;
  /** Ends all connections and the server, and waits until everything is written. */
  stop(): Promise<void>;
}

interface Server {
  child: ChildProcess;
  port: number;
  logFile: string;
  ended: Promise<void>;
}

/** Starts the PostgreSQL that comes with Coachwork on a free port, and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { password, initFlags = [], flags = [], logFile = `${options.directory}.log`, signal } = options;
  const account = await postgresAccount(options.directory);
  const { initdb, postgres } = await findPrograms(account);
  const directory = await placeForData(options.directory, account);
  await initialiseCluster({ initdb, directory, account, password, flags: initFlags });
  await stopOrphan(directory);

  for (let attempt = 1; ; attempt++) {
    const server = await launch(postgres, { directory, account, flags, logFile, port: options.port });
    const adminUrl = (database = "postgres") =>
      `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`;
    try {
      await answers(server, adminUrl(), signal);
      return { port: server.port, logFile, adminUrl, ended: server.ended, stop: () => stop(server) };
    } catch (error) {
      await stop(server);
      // Another program may have taken the port in the meantime.
      if (attempt === 3 || !readFileSync(logFile, "utf8").includes("could not bind")) throw error;
    }
  }
}

async function launch(
  postgres: string,
  options: { directory: string; account: Account; flags: string[]; logFile: string; port: number | undefined },
): Promise<Server> {
  const { directory, account, flags, logFile } = options;
  const port = options.port ?? (await freePort());
  const log = openSync(logFile, "w", 0o600);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC"];
  const child = spawn(
    postgres,
    ["-D", directory, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting]), ...flags],
    // Outside the terminal's process group. On Ctrl-C, the applications finish their requests before PostgreSQL stops.
    { ...account, cwd: "/", detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const dismissSentry = child.pid === undefined ? () => undefined : postSentry(child.pid, ["INT", "QUIT"]);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  }).finally(dismissSentry);
  return { child, port, logFile, ended };
}

/** After a crash, the server first replays its log, which may take a while. */
async function answers(server: Server, url: string, signal?: AbortSignal): Promise<void> {
  let hasEnded = false;
  void server.ended.then(() => (hasEnded = true));
  const patience = AbortSignal.timeout(60_000);
  for (;;) {
    signal?.throwIfAborted();
    if (hasEnded) throw new Refusal(`PostgreSQL did not start: ${lastWords(server)} (${server.logFile})`);
    try {
      return await withConnection(url, async () => undefined);
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") {
        throw new Refusal(
          `PostgreSQL does not know its administrator's password any more: put back the secrets.json that its data were made with, or delete them to begin anew (${server.logFile}).`,
        );
      }
      if (patience.aborted) throw new Refusal(`PostgreSQL does not answer: ${messageOf(error)} (${server.logFile})`);
      await sleep(30);
    }
  }
}

/** Why it ended. Its log also says that it was starting or stopping whenever somebody connected. Those lines are left out. */
function lastWords({ logFile }: Server): string {
  const lines = readFileSync(logFile, "utf8").trim().split("\n");
  const reasons = lines.filter(
    (line) => /PANIC|FATAL|No space left/.test(line) && !/the database system is/.test(line),
  );
  return reasons.find((line) => /PANIC|No space left/.test(line)) ?? reasons.at(-1) ?? lines.at(-1) ?? "";
}

/** SIGINT ends connections. SIGQUIT ends the server without a last checkpoint, and the next start recovers. */
async function stop({ child, ended }: Server): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    child.kill(signal);
    const patience = new AbortController();
    const late = sleep(10_000, "late", { signal: patience.signal }).catch(() => "ended");
    const outcome = await Promise.race([ended, late]);
    patience.abort();
    if (outcome !== "late") return;
  }
}
