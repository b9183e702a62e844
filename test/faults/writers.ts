import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, AnyData } from "@coachwork/testing";
import { type Deed, type Desk, deeds, openDesk } from "./deeds.ts";
import type { World } from "./world.ts";

/** What a client was told of a change in the end. Where the connection broke, it was told nothing. */
export type Told = "DONE" | "REFUSED" | "NOT_DONE" | "NOT_KNOWN" | "NOTHING";

/** A change that somebody asked for, and that nobody else asks for. */
export interface Asked {
  /** The mutation. */
  readonly name: string;
  /** What tells it from all others: see `Deed`. */
  readonly mark: string;
  /** Whether it had an idempotency key, under which it was sent until its answer came. */
  readonly hasKey: boolean;
  readonly told: Told;
  /** The API id of what was made or changed, where that was told. */
  readonly id: string | undefined;
  readonly message: string;
}

/** Writes one thing after another, through one gateway and the other, until it is stopped. */
export class Writer {
  readonly asked: Asked[] = [];
  #stopped = false;
  #ended: Promise<void> = Promise.resolve();

  private readonly world: World;
  readonly desk: Desk;
  private readonly hasKeys: boolean;
  private readonly restMs: number;

  private constructor(world: World, desk: Desk, hasKeys: boolean, restMs: number) {
    this.world = world;
    this.desk = desk;
    this.hasKeys = hasKeys;
    this.restMs = restMs;
  }

  /** Sits down at a desk of its own. It rests between two changes, in milliseconds. */
  static async open(world: World, hasKeys: boolean, restMs: number): Promise<Writer> {
    return new Writer(world, await openDesk(world), hasKeys, restMs);
  }

  begin(): void {
    this.#ended = this.#write();
  }

  /** How many changes it was told were made. */
  get done(): number {
    return this.asked.filter(({ told }) => told === "DONE").length;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#ended;
  }

  async #write(): Promise<void> {
    for (let turn = 0; !this.#stopped; turn += 1) {
      const made = await this.#do(deeds[turn % deeds.length]!, turn);
      await pause(this.restMs);
      if (made === undefined || this.#stopped) continue;
      await this.#do(made, turn + 1);
      await pause(this.restMs);
    }
  }

  /** Gives what is to be done next with what was made, if anything is. */
  async #do(deed: Deed, turn: number): Promise<Deed | undefined> {
    const { name, mark, input, token, after } = deed.of(this.desk, turn);
    const keyed = { ...input, ...(this.hasKeys && { idempotencyKey: randomUUID() }) };
    const { told, id, message } = await this.#untilKnown({ ...deed, name, token }, keyed, turn);
    this.asked.push({ name, mark: mark.replace("{id}", id ?? ""), hasKey: this.hasKeys, told, id, message });
    return told === "DONE" && id !== undefined ? after?.(id) : undefined;
  }

  /** With a key it asks until it knows. */
  async #untilKnown(ask: Sending, input: object, turn: number): Promise<Answered> {
    for (let attempt = 0; ; attempt += 1) {
      const { url } = this.world.platforms[(turn + attempt) % this.world.platforms.length]!;
      const answer = await send(url, ask, input);
      const isKnown = answer.told === "DONE" || answer.told === "REFUSED" || answer.told === "NOT_DONE";
      if (isKnown || !this.hasKeys) return answer;
      await pause(200);
    }
  }
}

interface Sending {
  readonly name: string;
  readonly token: string;
  /** The field of the payload with what was made. */
  readonly made: string;
  /** The input's type. */
  readonly type?: string;
}

const titled = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}Input`;

interface Answered {
  readonly told: Told;
  readonly id?: string;
  readonly message: string;
}

async function send(
  url: string,
  { name, token, made, type = titled(name) }: Sending,
  input: object,
): Promise<Answered> {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${made} { id } userErrors { code message } } }`;
  let answer: Answer<AnyData>;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(20_000),
    });
    answer = (await response.json()) as Answer<AnyData>;
  } catch (error) {
    return { told: "NOTHING", message: String(error) };
  }
  const [error] = answer.errors ?? [];
  if (error) {
    const { change, ids } = error.extensions as { change?: Told; ids?: Record<string, string> };
    // What came before anything was done, such as finding out who asks, says nothing of a change.
    const message = `${String(error.extensions.code)}: ${error.message}`;
    return { told: change ?? "NOT_DONE", message, ...(ids?.[made] && { id: ids[made] }) };
  }
  const { [made]: object, userErrors } = answer.data[name];
  const [refusal] = userErrors;
  if (!refusal) return { told: "DONE", id: object.id, message: "" };
  return { told: refusal.code === "BUSY" ? "NOT_KNOWN" : "REFUSED", message: `${refusal.code}: ${refusal.message}` };
}
