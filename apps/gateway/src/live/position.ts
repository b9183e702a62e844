import { GraphQLError } from "graphql";

declare module "../graphql/context.js" {
  interface Context {
    /** Only of a subscription whose client resumes by itself. */
    position?: Position;
  }
}

/** Events that may pass by a subscription before its client is told where it is: they need not be looked at again. */
const PASSED = 100;

/**
 * Where a subscription is in the firm's log of events. A client that sends `position` among the extensions of its `subscribe`
 * is told it: among the extensions of each event, and of a `next` without data where it begins and where nothing was for it in
 * a while. After a lost connection the client sends what it was told last, with the variables of the first time.
 */
export class Position {
  #seq: number | undefined;

  constructor(
    /** What the client was told last; null: nothing yet. */
    readonly given: number | null,
    private readonly tell: (seq: number) => void,
  ) {}

  /** What goes with the event that is delivered now. */
  get seq(): number | undefined {
    return this.#seq;
  }

  /** The subscription begins after an event. */
  begin(seq: number): void {
    this.#seq = seq;
    this.tell(seq);
  }

  /** An event is delivered. */
  deliver(seq: number): void {
    this.#seq = seq;
  }

  /** An event is not for the subscription. */
  pass(seq: number): void {
    if (seq >= this.#seq! + PASSED) this.begin(seq);
  }
}

/** The position among the extensions of a `subscribe`: undefined where there is none, an error where it is not one. */
export function positionIn(
  extensions: Readonly<Record<string, unknown>> = {},
): number | null | undefined | GraphQLError {
  const given = extensions.position;
  if (given === undefined || given === null) return given;
  if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return given;
  return new GraphQLError(
    "extensions.position is no position: give the one that you were told last, or null for none.",
    {
      extensions: { code: "BAD_USER_INPUT" },
    },
  );
}
