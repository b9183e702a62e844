import type { Actor, LoggedEvent } from "@coachwork/schema";
import type { ExecutionArgs } from "graphql";
import { type Context, signedIn } from "../graphql/context.js";
import type { EventAnswers } from "./event-answers.js";
import type { Follower } from "./follower.js";
import type { Following } from "./following.js";
import { viewKeyOf } from "./shared-reads.js";

/** A subscription on a socket. */
export interface Listener {
  readonly following: Following;
  /** Identifies its selection. */
  readonly question: string;
  readonly args: ExecutionArgs;
  /** Sends an answer. Returns a promise unless it is already on its way. */
  send(answer: string): Promise<void> | undefined;
  /** Nothing more can be told. */
  fail(error: unknown): void;
}

/**
 * The subscriptions on this process's sockets. Those of the same viewer that follow and select the same form an audience
 * as soon as they are up to date. So an event is found, judged and answered once for all of them.
 */
export class Audiences {
  /** The audiences that newcomers join, by name. */
  readonly #upToDate = new Map<string, Audience>();
  readonly #of = new Map<Listener, Audience>();

  constructor(private readonly answers: EventAnswers) {}

  /** Tells a listener of the events after a number. */
  join(listener: Listener, after: number): void {
    const name = nameOf(listener);
    const known = this.#upToDate.get(name);
    const joined = known && known.seq <= after ? known : undefined;
    const audience = joined ?? new Audience(this, this.answers, name, listener.following, after);
    this.#of.set(listener, audience);
    audience.add(listener, after);
    if (!joined) void audience.run();
  }

  leave(listener: Listener): void {
    this.#of.get(listener)?.remove(listener);
    this.#of.delete(listener);
  }

  /** Moves a listener to an audience of its own, or to one that is as far. */
  move(listener: Listener, after: number): void {
    if (!this.#of.has(listener)) return; // it has left
    this.leave(listener);
    this.join(listener, after);
  }

  /** An audience is up to date: newcomers join it, or it joins those who already are. */
  settle(audience: Audience): void {
    const other = this.#upToDate.get(audience.name);
    if (!other) this.#upToDate.set(audience.name, audience);
    else if (other !== audience && other.seq <= audience.seq) audience.dismiss();
  }

  /** Nobody can join an audience any more. */
  close(audience: Audience): void {
    if (this.#upToDate.get(audience.name) === audience) this.#upToDate.delete(audience.name);
  }
}

/** What an audience knows of a listener. */
interface Known {
  /** The number of the last event before it is told. */
  readonly after: number;
  /** As it was last seen: the same object as long as nothing about it changes. */
  viewer: Actor | null;
}

/** Listeners who are told the same events. */
class Audience {
  readonly #listeners = new Map<Listener, Known>();
  readonly #ending = new AbortController();
  readonly #follower: Follower;
  #seq: number;

  constructor(
    private readonly audiences: Audiences,
    private readonly answers: EventAnswers,
    readonly name: string,
    private readonly following: Following,
    after: number,
  ) {
    this.#follower = following.follow(after, this.#ending.signal);
    this.#seq = after;
  }

  /** The number of the last event that it has begun to tell. */
  get seq(): number {
    return this.#seq;
  }

  add(listener: Listener, after: number): void {
    this.#listeners.set(listener, { after, viewer: contextOf(listener).actor });
  }

  /** Moves everybody to another audience. */
  dismiss(): void {
    for (const [listener, { after }] of this.#listeners) this.#move(listener, after);
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#end();
  }

  /** Tells what happens until the last listener has left. */
  async run(): Promise<void> {
    const { signal } = this.#ending;
    try {
      while (!signal.aborted) {
        if (this.#follower.isUpToDate) this.audiences.settle(this);
        const event = await this.#follower.next();
        if (event) await this.#tell(event);
      }
    } catch (error) {
      this.#end();
      for (const listener of [...this.#listeners.keys()]) listener.fail(error);
    }
  }

  #end(): void {
    this.audiences.close(this);
    this.#ending.abort();
  }

  async #tell(event: LoggedEvent): Promise<void> {
    const told = this.#toTell(event);
    this.#seq = event.seq;
    // Also of what nobody here is told: newcomers may know it, and take it for known here.
    await this.following.learn(event);
    if (told.length === 0) return;
    const { question, args } = told[0]!;
    const viewer = args.contextValue as Context;
    const isForThem = await this.following.isFor(viewer, event, told.length, this.#ending.signal);
    const answer = isForThem ? await this.#answer(event, question, args) : undefined;
    const position = viewer.services.positions.after(signedIn(viewer).firmId, event);
    for (const listener of told) {
      if (!this.#listeners.has(listener)) continue;
      if (answer === undefined) contextOf(listener).position?.pass(event.seq, position);
      else this.#send(listener, answer, event.seq, position);
    }
  }

  /** Those who do not know an event yet. Others leave, who are told something else from now on. */
  #toTell({ seq }: LoggedEvent): Listener[] {
    const told: Listener[] = [];
    for (const [listener, known] of this.#listeners) {
      const { actor } = contextOf(listener);
      if (actor !== known.viewer && nameOf(listener) !== this.name) this.#move(listener, known.after);
      else if (known.after < seq) told.push(listener);
      known.viewer = actor;
    }
    return told;
  }

  #move(listener: Listener, after: number): void {
    this.audiences.move(listener, Math.max(after, this.#seq));
  }

  async #answer(event: LoggedEvent, question: string, args: ExecutionArgs): Promise<string> {
    const { actorId } = signedIn(args.contextValue as Context);
    const shared = await this.answers.shared(event, question, args);
    if (shared.owner === undefined || shared.owner === actorId) return shared.json;
    return (await this.answers.own(event, question, args)).json;
  }

  /** A client that does not take an answer at once is waited for, but not by the others. */
  #send(listener: Listener, answer: string, seq: number, position: string): void {
    contextOf(listener).position?.deliver(seq, position);
    const sending = listener.send(answer);
    if (!sending) return;
    this.remove(listener);
    sending.then(
      () => this.audiences.move(listener, seq),
      (error: unknown) => listener.fail(error),
    );
  }
}

function contextOf({ args }: Listener): Context {
  return args.contextValue as Context;
}

/** Equal for listeners who are told the same. It changes with a viewer's rights. */
function nameOf({ following, question, args }: Listener): string {
  const { actor } = args.contextValue as Context;
  return actor ? `${viewKeyOf(actor)} ${actor.actorId} ${question} ${following.name}` : "";
}
