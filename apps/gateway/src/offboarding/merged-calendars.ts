import type { Transaction } from "@coachwork/platform";
import { BusyCalendar, CalendarFeed, MOST_CALENDAR_FEEDS } from "@coachwork/schema";
import type { Pair } from "./merge-refusals.js";

/** A coach's calendars have different names. */
export async function renameCalendars(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const taken = new Set((await transaction.find(BusyCalendar, { coachId: keep.id })).map(({ name }) => name));
  for (const { id, name } of await transaction.find(BusyCalendar, { coachId: duplicate.id })) {
    let other = name;
    for (let number = 2; taken.has(other); number += 1) other = `${[...name].slice(0, 90).join("")} (${number})`;
    taken.add(other);
    if (other !== name) await transaction.update(BusyCalendar, { id }, { name: other });
  }
}

/** The duplicate's feeds take free places of the person's. If there are none, a feed is revoked. */
export async function placeFeeds(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const open = async (personId: string) =>
    (await transaction.find(CalendarFeed, { personId })).filter(({ revokedAt }) => revokedAt === null);
  const taken = new Set((await open(keep.id)).map(({ place }) => place));
  const places = Array.from({ length: MOST_CALENDAR_FEEDS }, (_, index) => index + 1);
  for (const { id } of await open(duplicate.id)) {
    const place = places.find((each) => !taken.has(each));
    if (place === undefined) {
      await transaction.update(CalendarFeed, { id }, { revokedAt: transaction.changedAt });
      transaction.tell({ type: "calendar_feed.revoked", ids: { person: keep.id, calendarFeed: id } });
      continue;
    }
    taken.add(place);
    await transaction.update(CalendarFeed, { id }, { personId: keep.id, place });
  }
}
