import { apiIdOf, revealsOf } from "@coachwork/reader";
import { type Actor, Engagement, EngagementChange, type LoggedEvent, uuidOf, toldBy, wordFor } from "@coachwork/schema";
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { codedError } from "../graphql/error-codes.js";
import { type EngagementEvent, isEngagementEvent } from "./engagement-events.js";
import { changesOf } from "./follower.js";
import { Following } from "./following.js";
import { retryHiccups } from "./hiccup.js";
import { requireRights } from "./require-rights.js";
import { viewKeyOf } from "./shared-reads.js";
import { AFTER, POSITION, type Resuming, type Snapshot, snapshotAt, startOf } from "./start.js";

interface SnapshotOf extends Snapshot {
  readonly ids: { readonly engagement: string };
}

@Resolver()
export class EngagementChanges {
  @Subscription(() => EngagementChange, {
    description:
      "Changes in an engagement and in what belongs to it, in order, as far as you may see them. The schedule is told by `scheduleChanged`. The first answer is a SNAPSHOT. After a lost connection, give the last `position`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  engagementChanged(
    @Root() event: EngagementEvent | SnapshotOf,
    @Ctx() context: Context,
    @Arg("engagementId", () => ID, { description: "The engagement. You must see when it last changed (`updatedAt`)." })
    _engagementId: string,
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): EngagementChange {
    const { seq, occurredAt, ids } = event;
    // The default resolver reads both again as their viewer. Events carry ids and no content.
    const told = { seq, occurredAt, engagement: ids.engagement };
    if (event.type === "SNAPSHOT") {
      const { type, position } = event;
      return Object.assign(new EngagementChange(), { ...told, type, position, object: null });
    }
    const { entity, id, isGone } = toldBy(event);
    const position = context.services.positions.after(signedIn(context).firmId, event);
    const named = { type: wordFor(event.type), position, object: isGone ? null : apiIdOf(entity, id) };
    return Object.assign(new EngagementChange(), { ...told, ...named });
  }
}

interface Arguments extends Resuming {
  readonly engagementId: string;
}

const revealed = revealsOf("engagementChanged");

async function follow(context: Context, asked: Arguments): Promise<Following<EngagementEvent>> {
  const { services } = context;
  const actor = signedIn(context);
  const engagement = uuidOf(Engagement, asked.engagementId);
  await retryHiccups(() => requireEngagement(services, actor, engagement));
  const start = await startOf(context, asked);
  return new Following<EngagementEvent>(context, {
    name: `engagement ${engagement}`,
    wanted: { subjects: new Set([changesOf(engagement)]), after: start.seq },
    isWanted: (event): event is EngagementEvent => isOf(event, engagement),
    sees,
    first: snapshotAt(context, start, { engagement }),
  });
}

function isOf(event: LoggedEvent, engagement: string): boolean {
  return isEngagementEvent(event) && (event as EngagementEvent).ids.engagement === engagement;
}

/** A key needs the scope. A hidden engagement and one that never was get the same answer. */
async function requireEngagement(services: Services, actor: Actor, engagement: string): Promise<void> {
  requireRights(actor, "engagementChanged", "engagements:read", "when engagements changed");
  const { entity, fields } = revealed;
  if (await services.reader.sees(actor, entity, engagement, { fields })) return;
  throw codedError("NOT_FOUND", "There is no Engagement with this id.");
}

/**
 * Each event is checked against the viewer's rights at that time: to the engagement, which people leave while they watch, and to
 * what changed in it. Who may not see that is not told that anything happened.
 */
function sees(context: Context, event: EngagementEvent): Promise<boolean> {
  const { sharedReads } = context.services;
  const viewer = signedIn(context);
  const look = async () => (await seesEngagement(context, event)) && (await seesObject(context, event));
  return sharedReads.once(`changed ${event.seq} ${viewKeyOf(viewer)} ${viewer.actorId}`, look);
}

function seesEngagement(context: Context, { seq, ids }: EngagementEvent): Promise<boolean> {
  const { entity, fields } = revealed;
  return context.services.reader.sees(signedIn(context), entity, ids.engagement, { version: seq, fields });
}

async function seesObject(context: Context, event: EngagementEvent): Promise<boolean> {
  const viewer = signedIn(context);
  const { entity, id, fields, isGone } = toldBy(event);
  // Everybody who sees the engagement saw its pauses.
  if (entity === Engagement || event.type === "engagement_pause.cancelled") return true;
  if (isGone) return event.actorId === viewer.actorId;
  return context.services.reader.sees(viewer, entity, id, { version: event.seq, fields });
}
