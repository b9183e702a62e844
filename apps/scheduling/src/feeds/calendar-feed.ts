import { createHash } from "node:crypto";
import type { CommandServices, Transaction } from "@coachwork/platform";
import type { CalendarFeedAnswer, SchedulingCalls } from "@coachwork/schema";
import { writeCalendar } from "../core/ics/writer.js";
import { feedEvents, feedSeries } from "./feed-series.js";
import { type HeldFeed, heldFeed } from "./feed-holder.js";
import { feedSessions } from "./feed-sessions.js";
import { HOUR } from "../core/lengths.js";

type Question = Parameters<SchedulingCalls["calendarFeed"]>[0];

/** The precision of a feed's last read. */
const USE_MS = HOUR;

/** A feed's calendar as its person sees it now. Null if there is no such feed, or it was revoked. */
export async function calendarFeed(
  { database, clock }: Pick<CommandServices, "database" | "clock">,
  { token, knownTags }: Question,
): Promise<CalendarFeedAnswer | null> {
  const now = clock.now();
  const feed = await heldFeed(database, token, now);
  if (!feed) return null;
  const { sessions, series } = await database.transaction(feed.holder, async (transaction) => {
    await recordUse(transaction, feed, now);
    const sessions = await feedSessions(transaction, feed, now);
    return {
      sessions,
      series: await feedSeries(
        transaction,
        feed,
        sessions.map(({ session }) => session),
      ),
    };
  });
  const text = writeCalendar({
    name: feed.firmName,
    refreshMinutes: 60,
    events: feedEvents(sessions, series, feed.locale),
  });
  const tag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  return { tag, text: knownTags.includes(tag) ? null : text };
}

async function recordUse(transaction: Transaction, { id, lastUsedAt }: HeldFeed, now: number): Promise<void> {
  if (lastUsedAt !== null && lastUsedAt.getTime() > now - USE_MS) return;
  await transaction.query(
    `update calendar_feed set last_used_at = $3, updated_at = $3
     where firm_id = $1::uuid and id = $2::uuid and (last_used_at is null or last_used_at <= $4)`,
    [transaction.scope.firmId, id, new Date(now), new Date(now - USE_MS)],
  );
}
