import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { LoggedEvent } from "@coachwork/schema";
import { GraphQLError } from "graphql";

declare module "../graphql/context.js" {
  interface Services {
    readonly positions: Positions;
  }
  interface Context {
    /** Only for a subscription whose client resumes by itself. */
    position?: Position;
  }
}

/** The position that a client gives in a firm's log. */
export interface Place {
  /** The number of the last event that it knows. 0 means none. */
  readonly seq: number;
  /** The mark of that event. Undefined if the client gave only a number. */
  readonly mark: string | undefined;
}

/**
 * How many events may pass a subscription by before its client gets a new position, so that they need not be checked
 * again.
 */
export const PASSED = 100;

/**
 * Positions in firms' logs for clients: the number of an event and its mark. A database restored to an earlier state
 * continues its log with the same numbers and different events. The mark tells them apart after any kind of restore. It
 * is made with a secret, because not everybody who gets a position may see its event.
 */
export class Positions {
  readonly #known = new WeakMap<LoggedEvent, string>();

  constructor(private readonly secret: string) {}

  /** The position after an event. Undefined means before the first one. */
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

/** Whether two reads of the log returned the same event. */
export function isSame(one: LoggedEvent, other: LoggedEvent | undefined): boolean {
  return isDeepStrictEqual(one, other);
}

/**
 * A subscription's position in the firm's event log. A client that sends `position` in the extensions of its
 * `subscribe` gets positions: in the extensions of each event, and in a `next` without data at the start and after a
 * while without events. After a lost connection, the client sends the last position with its original variables.
 */
export class Position {
  #seq = 0;
  #text = "0";

  constructor(
    /** The last position sent to the client. Null if there was none. */
    readonly given: Place | null,
    private readonly tell: (position: string) => void,
  ) {}

  /** The position that goes with the current event. */
  get text(): string {
    return this.#text;
  }

  /** The subscription begins after an event, with a number and a position. */
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

/** A position as we sent it. Undefined if the text is not one. */
export function placeIn(text: string): Place | undefined {
  if (text === "0") return { seq: 0, mark: undefined };
  const [, digits, mark] = /^([1-9]\d{0,14})\.([\w-]{12})$/.exec(text) ?? [];
  return digits === undefined ? undefined : { seq: Number(digits), mark };
}

/** The position in the extensions of a `subscribe`. Undefined if there is none, an error if it is invalid. */
export function positionIn(
  extensions: Readonly<Record<string, unknown>> = {},
): Place | null | undefined | GraphQLError {
  const given = extensions.position;
  if (given === undefined || given === null) return given;
  // Earlier versions sent numbers.
  if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return { seq: given, mark: undefined };
  return (typeof given === "string" && placeIn(given)) || noPosition("extensions.position");
}

export function noPosition(name: string): GraphQLError {
  return new GraphQLError(
    `${name} is not a position. Give the last one that you received, or null if there was none.`,
    {
      extensions: { code: "BAD_USER_INPUT" },
    },
  );
}

/** This is not the log that a client or this process has followed. Nobody can say what was missed. */
export function resyncRequired(why: string): GraphQLError {
  return new GraphQLError(`${why} Read anew what you follow, and subscribe from now on.`, {
    extensions: { code: "RESYNC_REQUIRED" },
  });
}
