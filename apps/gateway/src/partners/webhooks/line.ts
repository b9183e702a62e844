import type { KeyObject } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { executeWithoutActor } from "@coachwork/platform";
import { claimAudible } from "./claim-audible.js";
import {
  type Attempted,
  type Due,
  hasUnmade,
  holdLine,
  keepLine,
  type Receiver,
  receiverOf,
  releaseLine,
  writeAttempts,
} from "./line-steps.js";
import { makePayloads } from "./make-payloads.js";
import { type Answer, post, Stopped } from "./post-message.js";
import { type SecretOwner, UnreadableSecret } from "./sealed-secrets.js";
import type { SendingServices } from "./sending-services.js";
import { messageIdOf, signedHeaders, signingKeyOf } from "./signing.js";

/** Attempts to one endpoint at the same time. */
const AT_ONCE = 10;
/** One that fails is asked one thing at a time, so that it takes no place from others. */
const AT_ONCE_WHILE_FAILING = 1;
/** Messages that are taken from the database at a time, and those left at which more are. */
const CLAIMED = 128;
const FEW = 64;
/** Milliseconds for which answers are gathered, to write them together, while there is enough to do. */
const GATHER_MS = 20;
/** Milliseconds after which a line is kept, at the latest. */
const KEEP_MS = 10_000;
const USER_AGENT = "Coachwork-Webhooks/1.0";

/**
 * Sends the messages of one endpoint, while this gateway has its line. Answers are written and further messages taken in one
 * transaction at a time. What a gateway that dies had not written is sent again by another, with the same `webhook-id`.
 */
export class Line {
  #waiting: Due[] = [];
  readonly #onTheWay = new Set<Due>();
  readonly #attempted: Attempted[] = [];
  #receiver: Receiver | undefined;
  /** The keys that sign, by the sealed secret that they are made of. */
  readonly #opened = new Map<string, KeyObject>();
  #underway = 0;
  /** Counts the doubts: what was taken before one is not sent after it. */
  #doubts = 0;
  #wake: () => void = () => undefined;
  #failure: Error | undefined;

  constructor(
    private readonly services: SendingServices,
    readonly owner: SecretOwner,
  ) {}

  /** Whether what was taken depends on this id: the endpoint, or its key. */
  dependsOn(ids: ReadonlySet<string> | null): boolean {
    return (
      ids === null || ids.has(this.owner.endpointId) || (this.#receiver !== undefined && ids.has(this.#receiver.keyId))
    );
  }

  /** Something may have changed: messages that were taken are looked up again before they are sent. */
  doubt(): void {
    this.#doubts += 1;
    this.#waiting = [];
    this.#wake();
  }

  /** Something is due that may not have been taken yet: it does not wait for answers about other objects. */
  due(): void {
    if (this.#waiting.length < FEW) this.#wake();
  }

  /** Sends what is due. Resolves when nothing is, or another gateway has the line, or the process stops. */
  async run(): Promise<void> {
    for (;;) {
      const step = await this.#step();
      if (step === "over") break;
      if (step === "unmade") await makePayloads(this.services, this.owner.firmId, this.owner.endpointId);
      this.#start();
      if (this.#onTheWay.size > 0 && step !== "unmade") await this.#answers();
      if (this.#failure) throw this.#failure;
    }
  }

  /** One transaction: what was answered, and what is next. */
  #step(): Promise<"over" | "unmade" | "going on"> {
    const { firmId, endpointId } = this.owner;
    const attempted = this.#attempted.splice(0);
    return executeWithoutActor(this.services, firmId, async (transaction, now) => {
      if (!(await holdLine(transaction, endpointId, this.services.worker))) return this.#leave();
      const receiver = await receiverOf(this.services, transaction, endpointId, now);
      const isOpen = await writeAttempts(transaction, endpointId, receiver, attempted, now);
      this.#receiver = isOpen ? receiver : undefined;
      if (!isOpen || this.services.isStopping()) this.#waiting = [];
      else if (this.#waiting.length < FEW) {
        const under = [...this.#onTheWay, ...this.#waiting];
        this.#take(await claimAudible(transaction, endpointId, receiver!, { under, most: CLAIMED, now }));
        await keepLine(transaction, endpointId, now);
        if (await hasUnmade(transaction, endpointId)) return "unmade";
      }
      if (this.#waiting.length > 0 || this.#onTheWay.size > 0) return "going on";
      await releaseLine(transaction, endpointId);
      return "over";
    }).finally(() => {
      for (const { delivery } of attempted) this.#onTheWay.delete(delivery);
    });
  }

  /** What waits here and was replayed is sent once. */
  #take(claimed: readonly Due[]): void {
    const ids = new Set(claimed.map(({ id }) => id));
    this.#waiting = [...this.#waiting.filter(({ id }) => !ids.has(id)), ...claimed];
  }

  #leave(): "over" {
    this.#waiting = [];
    return "over";
  }

  #start(): void {
    const receiver = this.#receiver;
    if (!receiver) return;
    const most = receiver.failingSince === null ? AT_ONCE : AT_ONCE_WHILE_FAILING;
    while (this.#underway < most && this.#waiting.length > 0) {
      const due = this.#waiting.shift()!;
      this.#onTheWay.add(due);
      this.#underway += 1;
      void this.#attempt(due, receiver, this.#doubts);
    }
  }

  async #attempt(due: Due, receiver: Receiver, doubts: number): Promise<void> {
    const { firmId } = this.owner;
    const places = receiver.failingSince === null ? this.services.places : this.services.failingPlaces;
    await places.enter(firmId, true);
    try {
      if (doubts === this.#doubts) this.#attempted.push(await this.#send(due, receiver));
      else this.#onTheWay.delete(due);
    } catch (error) {
      this.#onTheWay.delete(due);
      if (!(error instanceof Stopped)) this.#failure ??= error as Error;
    } finally {
      places.leave(firmId);
      this.#underway -= 1;
    }
    this.#start();
    this.#wake();
  }

  async #send(delivery: Due, receiver: Receiver): Promise<Attempted> {
    const startedAt = this.services.clock.now();
    const { url } = receiver;
    const body = delivery.payload!;
    const message = { id: messageIdOf(delivery.id), sentAt: startedAt, body };
    const from = performance.now();
    const attempted = (headers: Attempted["headers"], answer: Answer): Attempted => {
      return { delivery, startedAt, durationMs: Math.round(performance.now() - from), url, headers, ...answer };
    };
    const plain = { "content-type": "application/json", "user-agent": USER_AGENT };
    try {
      const headers = { ...plain, ...signedHeaders(message, this.#signingKeys(receiver, startedAt)) };
      return attempted(headers, await post({ url, headers, body }, this.services.posting));
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      this.services.logger.error({ ...this.owner, failure: error.message }, "Webhooks cannot be signed.");
      return attempted(plain, { status: null, body: null, error: "The secret cannot be read. Rotate it." });
    }
  }

  /** The keys of the secrets that are valid now. */
  #signingKeys({ secret, previousSecret, previousSecretUntil }: Receiver, now: number): KeyObject[] {
    const isBoth = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil.getTime() > now;
    return [secret, ...(isBoth ? [previousSecret] : [])].map((sealed) => {
      const known = this.#opened.get(sealed) ?? signingKeyOf(this.services.secrets.open(sealed, this.owner));
      this.#opened.set(sealed, known);
      return known;
    });
  }

  /** Resolves when there are answers to write, or after a while. */
  async #answers(): Promise<void> {
    if (this.#attempted.length === 0) {
      const timer = new AbortController();
      await Promise.race([
        new Promise<void>((resolve) => (this.#wake = resolve)),
        pause(KEEP_MS, undefined, { signal: timer.signal, ref: false }).catch(() => undefined),
      ]);
      timer.abort();
    }
    if (this.#waiting.length >= FEW && !this.#failure) await pause(GATHER_MS);
  }
}
