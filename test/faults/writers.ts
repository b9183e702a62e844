import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, type AnyData, apiId, at } from "@coachwork/testing";
import { coachIn, type World } from "./world.ts";

/** What a client was told of a booking in the end. Where the connection broke, it was told nothing. */
export type Told = "DONE" | "REFUSED" | "NOT_DONE" | "NOT_KNOWN" | "NOTHING";

/** A booking that somebody asked for, of a time that nobody else asks for. */
export interface Asked {
  readonly coach: string;
  readonly startsAt: string;
  /** Whether it had an idempotency key, under which it was sent until its answer came. */
  readonly hasKey: boolean;
  readonly told: Told;
  /** The session's id at the API, where that was told. */
  readonly session: string | undefined;
  readonly message: string;
}

const mutation = `mutation($input: BookSessionInput!) {
  bookSession(input: $input) { session { id } userErrors { code message } }
}`;

/** Books one time after another, through one gateway and the other, until it is stopped. */
export class Writer {
  readonly asked: Asked[] = [];
  #stopped = false;
  #ended: Promise<void> = Promise.resolve();

  private readonly world: World;
  readonly coach: string;
  private readonly engagement: string;
  private readonly hasKeys: boolean;

  private constructor(world: World, coach: string, engagement: string, hasKeys: boolean) {
    this.world = world;
    this.coach = coach;
    this.engagement = engagement;
    this.hasKeys = hasKeys;
  }

  static async start(world: World, hasKeys: boolean): Promise<Writer> {
    const { coach, engagement } = await coachIn(world);
    const writer = new Writer(world, coach, engagement, hasKeys);
    writer.#ended = writer.#write();
    return writer;
  }

  /** How many bookings it was told were made. */
  get done(): number {
    return this.asked.filter(({ told }) => told === "DONE").length;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#ended;
  }

  async #write(): Promise<void> {
    for (let hour = 0; !this.#stopped; hour += 1) {
      const day = 2 + Math.floor(hour / 24);
      const input = {
        engagementId: apiId("engagement", this.engagement),
        startsAt: at(day, hour % 24).toISOString(),
        endsAt: at(day, hour % 24, 50).toISOString(),
        ...(this.hasKeys && { idempotencyKey: randomUUID() }),
      };
      const { told, session, message } = await this.#book(input, hour);
      this.asked.push({ coach: this.coach, startsAt: input.startsAt, hasKey: this.hasKeys, told, session, message });
      await pause(told === "DONE" ? 50 : 100);
    }
  }

  /** With a key it asks until it knows. */
  async #book(input: object, turn: number) {
    for (let attempt = 0; ; attempt += 1) {
      const { url } = this.world.platforms[(turn + attempt) % this.world.platforms.length]!;
      const answer = await send(url, this.world.token, input);
      const isKnown = answer.told === "DONE" || answer.told === "REFUSED" || answer.told === "NOT_DONE";
      if (isKnown || !this.hasKeys) return answer;
      await pause(200);
    }
  }
}

interface Answered {
  readonly told: Told;
  readonly session?: string;
  readonly message: string;
}

async function send(url: string, token: string, input: object): Promise<Answered> {
  let answer: Answer<AnyData>;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: mutation, variables: { input } }),
      signal: AbortSignal.timeout(20_000),
    });
    answer = (await response.json()) as Answer<AnyData>;
  } catch (error) {
    return { told: "NOTHING", message: String(error) };
  }
  const [error] = answer.errors ?? [];
  if (error) {
    const { change, ids } = error.extensions as { change?: Told; ids?: { session: string } };
    // What came before anything was done, such as finding out who asks, says nothing of a change.
    return { told: change ?? "NOT_DONE", message: error.message, ...(ids && { session: ids.session }) };
  }
  const { session, userErrors } = answer.data.bookSession;
  const [refusal] = userErrors;
  if (!refusal) return { told: "DONE", session: session.id, message: "" };
  return { told: refusal.code === "BUSY" ? "NOT_KNOWN" : "REFUSED", message: `${refusal.code}: ${refusal.message}` };
}
