import { type Actor, ADMINS, Event, EventWord, type LoggedEvent, wordFor } from "@coachwork/schema";
import { Arg, Ctx, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { codedError } from "../graphql/error-codes.js";
import { EVERYTHING } from "./follower.js";
import { Following } from "./following.js";
import { AFTER, POSITION, type Resuming, type Snapshot, snapshotAt, startOf } from "./start.js";
import { requireAudible } from "./told-types.js";
import { asTold, isTold } from "./told-events.js";

@Resolver()
export class EventsTold {
  @Subscription(() => Event, {
    description:
      "What happens in the firm, in order, as far as you may see what it is about. For API keys, owners and admins. The first answer is a SNAPSHOT. After a lost connection, give the last `position`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  events(
    @Root() event: LoggedEvent | Snapshot,
    @Ctx() context: Context,
    @Arg("types", () => [EventWord], {
      nullable: true,
      description: "Tells only of these, at least one. By default, of all that you may see.",
    })
    _types?: readonly EventWord[] | null,
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): Event {
    if (event.type !== "SNAPSHOT") return asTold(context.services, signedIn(context), event);
    return Object.assign(new Event(), event, { objectId: null, relatedIds: [], object: null });
  }
}

interface Arguments extends Resuming {
  readonly types?: readonly EventWord[] | null;
}

async function follow(context: Context, asked: Arguments): Promise<Following> {
  const viewer = signedIn(context);
  requireWholeFirm(viewer);
  if (asked.types) requireAudible(viewer, asked.types);
  const types = asked.types ? new Set(asked.types) : undefined;
  const start = await startOf(context, asked);
  return new Following(context, {
    name: `events ${types ? [...types].sort().join() : ""}`,
    wanted: { subjects: new Set([EVERYTHING]), after: start.seq },
    isWanted: (event): event is LoggedEvent => !types || types.has(wordFor(event.type)),
    sees: async (viewing, event) =>
      hearsWholeFirm(signedIn(viewing)) && isTold(viewing.services, signedIn(viewing), event),
    first: snapshotAt(context, start),
  });
}

function hearsWholeFirm({ personId, grants }: Actor): boolean {
  return personId === null || ADMINS.some((role) => grants.includes(role));
}

export function requireWholeFirm(viewer: Actor): void {
  if (hearsWholeFirm(viewer)) return;
  const message =
    "The events of a whole firm are for API keys, owners and admins. Use scheduleChanged or engagementChanged.";
  throw codedError("FORBIDDEN", message);
}
