import { type LoggedEvent, SlotsChange } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { isAbout, OF_ALL_COACHES } from "./follower.js";
import { Following } from "./following.js";
import { retryHiccups } from "./hiccup.js";
import { requireRights } from "./require-rights.js";
import { peopleIn, requirePeople } from "./schedules.js";
import { AFTER, POSITION, type Resuming, type Snapshot, snapshotAt, startOf } from "./start.js";

@Resolver()
export class SlotsChanges {
  @Subscription(() => SlotsChange, {
    description:
      "Tells when the free slots of coaches may have changed: sessions, holds, working hours, time off, travel, busy calendars, holidays and session types. What changed is not told: ask `freeSlots` anew. The first answer comes at once. After a lost connection, give the last `position`.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  slotsChanged(
    @Root() event: LoggedEvent | Snapshot,
    @Ctx() context: Context,
    @Arg("coachIds", () => [ID], { description: "The coaches, 1 to 100. You must see them." })
    _coachIds: readonly string[],
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): SlotsChange {
    const { seq, occurredAt } = event;
    const { positions } = context.services;
    const position = event.type === "SNAPSHOT" ? event.position : positions.after(signedIn(context).firmId, event);
    return Object.assign(new SlotsChange(), { seq, occurredAt, position });
  }
}

interface Arguments extends Resuming {
  readonly coachIds: readonly string[];
}

async function follow(context: Context, asked: Arguments): Promise<Following> {
  const coaches = peopleIn(asked);
  await requireSlots(context, coaches);
  const start = await startOf(context, asked);
  const subjects = new Set([...coaches, OF_ALL_COACHES]);
  return new Following(context, {
    name: `slots ${coaches.toSorted().join()}`,
    wanted: { subjects, after: start.seq },
    isWanted: (event): event is LoggedEvent => isAbout(event, subjects),
    sees: (viewing, event) => sees(viewing, event, coaches),
    first: snapshotAt(context, start),
  });
}

/** Those who may know when sessions are may know when they could be, of the people whom they see. */
async function requireSlots(context: Context, coaches: readonly string[]): Promise<void> {
  const viewer = signedIn(context);
  requireRights(viewer, "slotsChanged", "schedule:read", "the times of sessions");
  await retryHiccups(() => requirePeople(context.services, viewer, coaches));
}

/** Whether the viewer may know it today of a coach whom an event concerns. */
async function sees(context: Context, event: LoggedEvent, coaches: readonly string[]): Promise<boolean> {
  const concerned = coaches.filter((coach) => isAbout(event, new Set([coach])));
  if (concerned.length === 0) return may(context, []);
  const seen = await Promise.all(concerned.map((coach) => may(context, [coach])));
  return seen.some(Boolean);
}

async function may(context: Context, coaches: readonly string[]): Promise<boolean> {
  try {
    await requireSlots(context, coaches);
    return true;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}
