import { eventsAfter } from "@coachwork/platform";
import { type Event, EventsSince, EventWord, wordFor } from "@coachwork/schema";
import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { codedError } from "../graphql/error-codes.js";
import { chargeReplay } from "./event-price.js";
import { requireWholeFirm } from "./events.resolver.js";
import { resyncRequired } from "./position.js";
import { placeNamed, requireFollowed } from "./start.js";
import { asTold, isTold } from "./told-events.js";
import { requireAudible } from "./told-types.js";

/** The most events that are told at a time. */
const MOST = 100;

/** How many events are looked through for those that the viewer is told of. */
const LOOKED_THROUGH = 1_000;

/** How many of them are read at a time. */
const BATCH = 200;

@Resolver()
export class ChangedSince {
  @Query(() => EventsSince, {
    description:
      "What has happened in the firm since a position, in order, for systems that ask now and then: what the subscription `events` tells. For API keys, owners and admins. Older than is kept, or of a log that was restored: `RESYNC_REQUIRED`.",
  })
  async changedSince(
    @Ctx() context: Context,
    @Arg("first", () => Int, { description: "How many events at most, 1 to 100." }) first: number,
    @Arg("types", () => [EventWord], {
      nullable: true,
      description: "Tells only of these, at least one. By default, of all that you may see.",
    })
    types?: readonly EventWord[] | null,
    @Arg("position", () => String, {
      nullable: true,
      description: "The `position` since when. Without one, only the position of now is told.",
    })
    position?: string | null,
  ): Promise<EventsSince> {
    const { services } = context;
    const viewer = signedIn(context);
    requireWholeFirm(viewer);
    if (first < 1 || first > MOST) throw codedError("BAD_USER_INPUT", `first is ${first}. Give 1 to ${MOST}.`);
    if (types) requireAudible(viewer, types);
    const from = position == null ? undefined : placeNamed(position);
    const place = await services.logs.at(viewer.firmId, from?.seq);
    if (from) requireFollowed(context, from, place);
    const { lastSeq } = place;
    let seq = from?.seq ?? lastSeq;
    const until = Math.min(lastSeq, seq + LOOKED_THROUGH);
    chargeReplay(context, until - seq);
    const told: Event[] = [];
    let { event: last } = place;
    while (seq < until && told.length < first) {
      const events = await eventsAfter(services.database, viewer.firmId, seq, BATCH);
      if (events[0]?.seq !== seq + 1) throw resyncRequired("What comes next is not kept in the log any more.");
      for (const event of events) {
        if (told.length === first || seq === until) break;
        last = event;
        seq = event.seq;
        if (types && !types.includes(wordFor(event.type))) continue;
        if (await isTold(services, viewer, event)) told.push(asTold(services, viewer, event));
      }
    }
    const end = services.positions.after(viewer.firmId, last);
    return Object.assign(new EventsSince(), { events: told, position: end, hasMore: seq < lastSeq });
  }
}
