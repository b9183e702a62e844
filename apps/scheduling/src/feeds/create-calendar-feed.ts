import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CalendarFeed, CreateCalendarFeed, feedAddress, MOST_CALENDAR_FEEDS } from "@coachwork/schema";
import { formatFeedToken, hashSecret, newSecret } from "./feed-token.js";

type Context = ContextOf<typeof CreateCalendarFeed>;

/**
 * Creates a calendar feed for the caller, since it shows what they see. Nobody can create one for somebody else. Its
 * address is in this response and never shown again.
 */
export const createCalendarFeed = (publicUrl: string) =>
  implement(CreateCalendarFeed, async (context, { kind }) => {
    const { transaction, actor, now } = context;
    if (kind === "COACH" && !context.holds("COACH"))
      context.refuse("NOT_A_COACH", "kind", "You do not hold the role COACH; create a feed of the kind PERSON.");
    const [id, secret] = [newId(), newSecret()];
    await takePlace(context, {
      id,
      personId: actor.personId!,
      kind: kind ?? "PERSON",
      secretHash: hashSecret(secret),
      createdAt: new Date(now),
    });
    transaction.tell({ type: "calendar_feed.created", ids: { person: actor.personId!, calendarFeed: id } });
    const token = formatFeedToken({ firmId: actor.firmId, feedId: id, secret });
    context.showOnce({ address: feedAddress(publicUrl, token) });
    return { calendarFeed: id };
  });

type NewFeed = Pick<CalendarFeed, "id" | "personId" | "kind" | "secretHash" | "createdAt">;

/** Puts the feed into the person's first free place. A unique index decides which is free. */
async function takePlace(context: Context, feed: NewFeed): Promise<void> {
  for (let place = 1; place <= MOST_CALENDAR_FEEDS; place += 1) {
    if (await context.transaction.insertUnlessTaken(CalendarFeed, { ...feed, place })) return;
  }
  const message = `You already have ${MOST_CALENDAR_FEEDS} calendar feeds; revoke one that you no longer use.`;
  context.refuse("TOO_MANY_FEEDS", null, message);
}
