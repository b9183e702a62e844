import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { LoggedEvent } from "@coachwork/schema";
import { GraphQLError } from "graphql";

declare module "../graphql/context.js" {
  interface Services {
    readonly positions: Positions;
  }
  interface Context {
    /** Only of a subscription whose client resumes by itself. */
    position?: Position;
  }
}

/** Where a client says that it is in a firm's log. */
export interface Place {
  /** The number of the last event that it knows of; 0: none yet. */
  readonly seq: number;
  /** Which event that was; undefined where the client gave the number alone. */
  readonly mark: string | undefined;
}

/** Events that may pass by a subscription before its client is told where it is: they need not be looked at again. */
export const PASSED = 100;

/**
 * Positions in firms' logs, as clients are told them: the number of an event and its mark. When a database is restored to an
 * earlier state, its log goes on with the same numbers and other events. The mark tells them apart, whatever kind of restore
 * it was. It is made with a secret, since events are not for everybody who is told where they are.
 */
export class Positions {
  readonly #known = new WeakMap<LoggedEvent, string>();

  constructor(private readonly secret: string) {}

  /** After an event; undefined: before the first one. */
  after(firmId: string, event: LoggedEvent | undefined): string {
    if (!event) return "0";
    const known = this.#known.get(event);
    if (known !== undefined) return known;
    const position = `${event.seq}.${this.#mark(firmId, event)}`;
    this.#known.set(event, position);
    return position;
  }

  /** Whether an event is the one that a client knows under its number. */
  isAt({ seq, mark }: Place, firmId: string, event: LoggedEvent | undefined): boolean {
    if (!event) return seq === 0;
    return event.seq === seq && (mark === undefined || mark === this.#mark(firmId, event));
  }

  #mark(firmId: string, { seq, type, ids, actorId, occurredAt }: LoggedEvent): string {
    const event = JSON.stringify(["position", firmId, seq, type, ids, actorId, occurredAt]);
    return createHmac("sha256", this.secret).update(event).digest("base64url").slice(0, 12);
  }
}

/** Whether two readings of the log gave the same event. */
export function isSame(one: LoggedEvent, other: LoggedEvent | undefined): boolean {
  return isDeepStrictEqual(one, other);
}

/**
 * Where a subscription is in the firm's log of events. A client that sends `position` among the extensions of its `subscribe`
 * is told it: among the extensions of each event, and of a `next` without data where it begins and where nothing was for it in
 * a while. After a lost connection the client sends what it was told last, with the variables of the first time.
 */
export class Position {
  #seq = 0;
  #text = "0";

  constructor(
    /** What the client was told last; null: nothing yet. */
    readonly given: Place | null,
    private readonly tell: (position: string) => void,
  ) {}

  /** What goes with the event that is delivered now. */
  get text(): string {
    return this.#text;
  }

  /** The subscription begins after an event, which has a number and a position. */
  begin(seq: number, position: string): void {
    this.deliver(seq, position);
    this.tell(position);
  }

  /** An event is delivered. */
  deliver(seq: number, position: string): void {
    this.#seq = seq;
    this.#text = position;
  }

  /** An event is not for the subscription. */
  pass(seq: number, position: string): void {
    if (seq >= this.#seq + PASSED) this.begin(seq, position);
  }
}

/** A position as it was told; undefined where the text is none. */
export function placeIn(text: string): Place | undefined {
  if (text === "0") return { seq: 0, mark: undefined };
  const [, digits, mark] = /^([1-9]\d{0,14})\.([\w-]{12})$/.exec(text) ?? [];
  return digits === undefined ? undefined : { seq: Number(digits), mark };
}

/** The position among the extensions of a `subscribe`: undefined where there is none, an error where it is not one. */
export function positionIn(
  extensions: Readonly<Record<string, unknown>> = {},
): Place | null | undefined | GraphQLError {
  const given = extensions.position;
  if (given === undefined || given === null) return given;
  // Numbers are what earlier versions told.
  if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return { seq: given, mark: undefined };
  return (typeof given === "string" && placeIn(given)) || noPosition("extensions.position");
}

export function noPosition(name: string): GraphQLError {
  return new GraphQLError(`${name} is no position: give the one that you were told last, or null for none.`, {
    extensions: { code: "BAD_USER_INPUT" },
  });
}

/** The log is not the one that a client, or this process, has followed: nobody can say what was missed. */
export function resyncRequired(why: string): GraphQLError {
  return new GraphQLError(`${why} Read the schedule anew, and subscribe from now on.`, {
    extensions: { code: "RESYNC_REQUIRED" },
  });
}
