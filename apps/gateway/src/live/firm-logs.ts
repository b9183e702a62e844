import { type Bus, type Database, logAt, type LogPlace } from "@coachwork/platform";
import { FirmLog } from "./firm-log.js";
import type { Follower, Wanted } from "./follower.js";
import { LogBatches } from "./log-batches.js";

declare module "../graphql/context.js" {
  interface Services {
    readonly logs: FirmLogs;
  }
}

/** How long to trust the bus. A lost wake-up costs this much time, but no event. */
const POLL_MS = 2_000;

/** The event logs of the firms that somebody follows. */
export class FirmLogs {
  readonly #followed = new Map<string, FirmLog>();
  readonly #stop: () => void;
  readonly #poll: NodeJS.Timeout;
  readonly #batches: LogBatches;

  constructor(
    private readonly database: Database,
    bus: Bus,
  ) {
    this.#batches = new LogBatches(database);
    this.#stop = bus.onWake((firmId) => this.#refresh(firmId));
    this.#poll = setInterval(() => this.#refresh(null), POLL_MS);
  }

  /** The place of a number in a firm's log. Defaults to the last event. */
  at(firmId: string, seq?: number): Promise<LogPlace> {
    return logAt(this.database, firmId, seq);
  }

  /** Follows some events in a firm's log until the signal. */
  follow(firmId: string, wanted: Wanted, signal: AbortSignal): Follower {
    return (this.#followed.get(firmId) ?? this.#open(firmId)).follow(wanted, signal);
  }

  close(): void {
    this.#stop();
    clearInterval(this.#poll);
  }

  #open(firmId: string): FirmLog {
    const log = new FirmLog(this.database, this.#batches, firmId, (end) => {
      if (end === "set back") this.#batches.forget(firmId);
      if (this.#followed.get(firmId) === log) this.#followed.delete(firmId);
    });
    this.#followed.set(firmId, log);
    return log;
  }

  #refresh(firmId: string | null): void {
    const woken = firmId === null ? [...this.#followed.values()] : [this.#followed.get(firmId)];
    // A failed read is retried at the next wake-up or poll.
    for (const log of woken) log?.refresh().catch(() => undefined);
  }
}
