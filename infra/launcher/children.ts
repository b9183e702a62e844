import { type ChildProcess, spawn } from "node:child_process";
import { get } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.ts";
import { postSentry } from "./sentry.ts";

export interface ServiceOptions {
  /** Its name in messages. */
  name: string;
  /** The JavaScript file to run with this Node.js. */
  entry: string;
  /** The complete environment of its process. */
  environment: NodeJS.ProcessEnv;
  /** Answers 200 once the service can work. Port 0 stands for the port that the service picks and reports. */
  readyUrl: string;
  /** The environment variable for its port, so that it keeps the same one after a restart. */
  portVariable?: string;
  /** How long it may take to become ready, in milliseconds. Defaults to 30,000. */
  readyWithinMs?: number;
  /** Whether to restart it if it ends by itself after it was ready. Defaults to true. */
  restart?: boolean;
  /** Receives each line that it writes after it is first ready. Defaults to this process's stderr. */
  log?: (line: string) => void;
  /** Receives a line if it ends by itself. Defaults to `log`. */
  report?: (line: string) => void;
  /** Stops waiting for a service that is still starting. */
  signal?: AbortSignal;
}

/** A service that was ready, and is kept running until it is stopped. */
export interface RunningService {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  /** The process number of its current run. */
  pid(): number | undefined;
  /** Asks it to stop, waits up to 10 s until it has finished its requests, then kills it. */
  stop(): Promise<void>;
  /** How its current run ends, such as `exit code 0`. */
  ended(): Promise<string>;
}

/** One run of a service's process. */
interface Run {
  child: ChildProcess;
  /** Resolves with how it ended. */
  ended: Promise<string>;
  hasEnded: boolean;
  /** The port that it reported. */
  port: number | undefined;
}

const firstPauseMs = 500;
const longestPauseMs = 10_000;
const lastLines = 20;

/** Starts a service and waits until it is ready. If it ends or is not ready in time, the refusal shows its last lines. */
export async function startService(given: ServiceOptions): Promise<RunningService> {
  const { name, restart = true, log = (line) => process.stderr.write(`${line}\n`), report = log } = given;
  const stopping = new AbortController();
  const early: string[] = [];
  let write: (line: string) => void = (line) => early.push(line);
  let current = launch(given, (line) => write(line));

  try {
    await untilReady(given, current, given.signal);
  } catch (error) {
    await end(current);
    if (error instanceof Refusal) for (const line of early.slice(-lastLines)) log(line);
    throw error;
  }
  write = log;
  early.forEach(log);

  const options = current.port === undefined ? given : at(current.port, given);
  const kept = restart ? keepRunning() : Promise.resolve();
  return {
    port: Number(new URL(options.readyUrl).port),
    pid: () => current.child.pid,
    async stop() {
      stopping.abort();
      await end(current);
      await kept;
    },
    ended: () => current.ended,
  };

  async function keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs;
    for (;;) {
      const how = await current.ended;
      if (stopping.signal.aborted) return;
      report(`${name} stopped by itself (${how}); starting it again in ${pauseMs / 1000} s.`);
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = launch(options, log);
      const ready = await untilReady(options, current, stopping.signal).then(
        () => true,
        () => false,
      );
      if (ready) report(`${name} is ready again.`);
      else await end(current);
      pauseMs = ready ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    }
  }
}

/** The service with its port. */
function at(port: number, { environment, readyUrl, portVariable, ...rest }: ServiceOptions): ServiceOptions {
  const url = new URL(readyUrl);
  url.port = String(port);
  const named = portVariable === undefined ? {} : { [portVariable]: String(port) };
  return { ...rest, environment: { ...environment, ...named }, readyUrl: url.href };
}

function launch({ entry, environment }: ServiceOptions, write: (line: string) => void): Run {
  // Outside the terminal's process group, because only the launcher handles Ctrl-C. It stops everything in order.
  const child = spawn(process.execPath, ["--enable-source-maps", entry], {
    env: environment,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout!, child.stderr!]) createInterface(stream).on("line", write);
  const dismissSentry = child.pid === undefined ? () => undefined : postSentry(child.pid, ["TERM", "KILL"]);
  const run: Run = { child, hasEnded: false, ended: Promise.resolve(""), port: undefined };
  child.once("message", ({ port }: { port: number }) => void (run.port = port));
  run.ended = new Promise((resolve) => {
    // "close" and not "exit", because its last lines have been read by then.
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once("error", (error) => resolve(error.message));
  });
  void run.ended.then(() => {
    run.hasEnded = true;
    dismissSentry();
  });
  return run;
}

async function untilReady(options: ServiceOptions, run: Run, signal?: AbortSignal): Promise<void> {
  const { name, readyWithinMs = 30_000 } = options;
  const readyUrl = () => (run.port === undefined ? options : at(run.port, options)).readyUrl;
  const patience = AbortSignal.timeout(readyWithinMs);
  while (!(await answersOk(readyUrl()))) {
    signal?.throwIfAborted();
    if (run.hasEnded) {
      throw new Refusal(`${name} ended before it was ready (${await run.ended}): see its last lines above.`);
    }
    if (patience.aborted) {
      throw new Refusal(`${name} was not ready within ${readyWithinMs / 1000} s: ${readyUrl()} did not answer 200.`);
    }
    await sleep(50);
  }
}

/** Uses a new connection and closes it. An open one would keep a stopping service waiting. */
function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (new URL(url).port === "0") return resolve(false);
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

async function end(run: Run): Promise<void> {
  run.child.kill("SIGTERM");
  const patience = setTimeout(() => run.child.kill("SIGKILL"), 10_000);
  await run.ended;
  clearTimeout(patience);
}
