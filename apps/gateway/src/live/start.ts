import type { LogPlace } from "@coachwork/platform";
import { GraphQLError } from "graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { chargeReplay } from "./event-price.js";
import { retryHiccups } from "./hiccup.js";
import { noPosition, type Place, placeIn, resyncRequired } from "./position.js";

/** The arguments of a subscription that say where it resumes. */
export interface Resuming {
  readonly after?: number | null;
  readonly position?: string | null;
}

/** The arguments as the schema has them. */
export const AFTER = {
  nullable: true,
  description:
    "The `seq` after which to resume. Defaults to now. Use `position` instead: a number alone does not show whether the database was restored to an earlier state.",
};
export const POSITION = {
  nullable: true,
  description: "The `position` of the change after which to resume. Defaults to now.",
};

/** Where a subscription begins in its firm's log. */
interface Start {
  /** The number of the event after which it begins. */
  readonly seq: number;
  readonly position: string;
  /** Whether the client named the place. */
  readonly isResumed: boolean;
}

/** Where a subscription begins, told like an event. */
export interface Snapshot {
  readonly type: "SNAPSHOT";
  readonly seq: number;
  readonly position: string;
  readonly occurredAt: Date;
}

/** What a subscription is told first, about objects with these ids. Undefined if it resumes. */
export function snapshotAt<Ids extends object>(
  { services }: Context,
  { seq, position, isResumed }: Start,
  ids?: Ids,
): (Snapshot & { readonly ids: Ids }) | undefined {
  if (isResumed) return undefined;
  return { type: "SNAPSHOT", seq, position, occurredAt: new Date(services.clock.now()), ids: ids ?? ({} as Ids) };
}

/** Where a subscription begins: at the place that the client names, or now. */
export async function startOf(context: Context, given: Resuming): Promise<Start> {
  const { positions, logs } = context.services;
  const { firmId } = signedIn(context);
  const from = placeOf(context, given);
  const place = await retryHiccups(() => logs.at(firmId, from?.seq));
  const position = positions.after(firmId, place.event);
  if (!from) {
    context.position?.begin(place.lastSeq, position);
    return { seq: place.lastSeq, position, isResumed: false };
  }
  requireFollowed(context, from, place);
  chargeReplay(context, place.lastSeq - from.seq);
  context.position?.begin(from.seq, position);
  return { seq: from.seq, position, isResumed: true };
}

/** Refuses a place from which nobody can say what has happened since. */
export function requireFollowed(context: Context, from: NamedPlace, { lastSeq, firstSeq, event }: LogPlace): void {
  const { positions } = context.services;
  const { name, seq } = from;
  if (seq < 0) {
    const message = `${name} is ${seq}. Give a seq that you have received, or 0 for everything that happened.`;
    throw new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
  }
  if (seq > lastSeq) throw resyncRequired(`${name} is ${seq}, but the firm's last event is ${lastSeq}.`);
  if (seq + 1 < firstSeq)
    throw resyncRequired(`${name} is before what is kept of the log, which begins with event ${firstSeq}.`);
  if (!positions.isAt(from, signedIn(context).firmId, event))
    throw resyncRequired(
      `${name} matches no event in the log. The log was restored to an earlier state, or the position is not ours.`,
    );
}

/** A place, and the input that named it. */
type NamedPlace = Place & { readonly name: string };

/**
 * Where a subscription resumes, and the input that says so. Undefined means from now on. The extensions are newer than
 * the arguments, which graphql-ws sends unchanged after a reconnect.
 */
function placeOf(context: Context, { after, position }: Resuming): NamedPlace | undefined {
  const told = context.position?.given;
  if (told) return { name: "extensions.position", ...told };
  if (position !== null && position !== undefined) return placeNamed(position);
  return after === null || after === undefined ? undefined : { name: "after", seq: after, mark: undefined };
}

/** The place that the argument `position` names. */
export function placeNamed(position: string): NamedPlace {
  const place = placeIn(position);
  if (!place) throw noPosition("position");
  return { name: "position", ...place };
}
