import { randomUUID } from "node:crypto";
import { dispatcherFor, type Logger, LogReader, type Network, Shares } from "@coachwork/platform";
import type { Services } from "../../graphql/context.js";
import { Line } from "./line.js";
import { recordEvents, WEBHOOK_READER } from "./record-events.js";
import { removeOld } from "./remove-old.js";
import type { SealedSecrets } from "./sealed-secrets.js";
import type { SendingServices } from "./sending-services.js";

export interface WebhookOptions {
  readonly services: Services;
  readonly secrets: SealedSecrets;
  readonly network: Network;
  /** Milliseconds within which an endpoint answers. */
  readonly answerMs?: number;
  /** Milliseconds between two looks for events whose wake-up was lost. */
  readonly pollMs: number;
  /** Milliseconds for which messages are kept. */
  readonly keptMs: number;
}

const OF_ALL = { places: 192, share: 24, mostWaiting: Infinity, patienceMs: 0 };
const OF_FAILING = { places: 64, share: 8, mostWaiting: Infinity, patienceMs: 0 };
/** Milliseconds between two looks for messages that are due, at most. */
const LOOK_MS = 1_000;
/** Lines that this process has at the same time. */
const LINES = 500;
/** Milliseconds between two times of removing old messages. */
const REMOVAL_MS = 3_600_000;
/** Milliseconds for which a process that stops waits for answers. */
const PATIENCE_MS = 5_000;

/** Tells partners' systems what happens: makes messages of the firms' events, and sends those that are due. Any gateway does so. */
export class Webhooks {
  readonly #services: SendingServices;
  readonly #reader: LogReader;
  readonly #lines = new Map<string, Line>();
  /** Lines that were due while they were worked on. They may just have ended. */
  readonly #ending = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #logger: Logger;
  #isStopping = false;
  #looking: Promise<void> | undefined;
  /** Whether something may have become due since the present look began. */
  #isLate = false;
  #stopListening: () => void = () => undefined;

  constructor(private readonly options: WebhookOptions) {
    const { services, secrets, network, answerMs, pollMs } = options;
    const dispatcher = dispatcherFor(network);
    this.#logger = services.logger;
    this.#services = {
      ...services,
      database: services.database.inBackground("webhooks"),
      secrets,
      posting: { network, dispatcher, stopping: this.#stop.signal, ...(answerMs !== undefined && { answerMs }) },
      places: new Shares(OF_ALL),
      failingPlaces: new Shares(OF_FAILING),
      worker: randomUUID(),
      isStopping: () => this.#isStopping,
    };
    this.#reader = new LogReader({
      ...services,
      name: WEBHOOK_READER,
      isAsked: true,
      effect: recordEvents(services),
      processed: () => void this.look(),
      pollMs,
    });
  }

  start(): void {
    const { bus } = this.#services;
    this.#stopListening = bus.onRecheck((ids) => {
      for (const line of this.#lines.values()) if (line.dependsOn(ids)) line.doubt();
    });
    this.#reader.start();
    this.#timers.push(
      setInterval(() => void this.look(), Math.min(LOOK_MS, this.options.pollMs)),
      setInterval(() => void this.removeOld(), REMOVAL_MS),
    );
    void this.look();
    void this.removeOld();
  }

  /** Looks for messages that are due, and sends them. */
  async look(): Promise<void> {
    this.#isLate = true;
    this.#looking ??= this.#lookAll().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  async #lookAll(): Promise<void> {
    while (this.#isLate) {
      this.#isLate = false;
      await this.#look().catch((error: Error) =>
        this.#logger.warn({ failure: error.message }, "Looking for webhooks that are due failed."),
      );
    }
  }

  /** Removes messages that were kept for long enough. */
  async removeOld(): Promise<void> {
    await removeOld(this.#services, this.options.keptMs).catch((error: Error) =>
      this.#logger.warn({ failure: error.message }, "Removing old webhook deliveries failed."),
    );
  }

  /** Lets attempts end that have begun. What has no answer in time is sent again by another gateway. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#reader.stop();
    await this.#looking;
    for (const line of this.#lines.values()) line.doubt();
    const late = setTimeout(() => this.#stop.abort(), PATIENCE_MS);
    await Promise.all(this.#running);
    clearTimeout(late);
    await this.#services.posting.dispatcher.destroy();
  }

  async #look(): Promise<void> {
    if (this.#isStopping) return;
    const { database, clock } = this.#services;
    const due = await database.readEveryFirm(
      `select firm_id as "firmId", endpoint_id as "endpointId" from webhook_line
       where due_at <= $1 and (worker is null or worker = $2::uuid) or leased_until < clock_timestamp()
         or worker = $2::uuid and endpoint_id <> all($3::uuid[])
       order by due_at limit ${LINES}`,
      [new Date(clock.now()), this.#services.worker, [...this.#lines.keys()]],
    );
    for (const { firmId, endpointId } of due as { firmId: string; endpointId: string }[])
      if (this.#lines.has(endpointId)) this.#isDue(endpointId);
      else if (this.#lines.size < LINES) this.#run(firmId, endpointId);
  }

  #isDue(endpointId: string): void {
    this.#ending.add(endpointId);
    this.#lines.get(endpointId)!.due();
  }

  #run(firmId: string, endpointId: string): void {
    if (this.#isStopping) return;
    const line = new Line(this.#services, { firmId, endpointId });
    this.#lines.set(endpointId, line);
    const running: Promise<void> = line
      .run()
      .catch((error: Error) => {
        const { message, stack } = error;
        this.#logger.error({ firmId, endpointId, failure: { message, stack } }, "Webhooks could not be sent.");
      })
      .finally(() => {
        this.#lines.delete(endpointId);
        this.#running.delete(running);
        if (this.#ending.delete(endpointId)) void this.look();
      });
    this.#running.add(running);
  }
}
