import { BOOKERS, changed, clearable, mutation, shownOnce, wordOf } from "../../common/declare.js";
import { CalendarFeed, CalendarFeedKind } from "./calendar-feed.js";

export const CreateCalendarFeed = mutation("createCalendarFeed", {
  owner: "scheduling",
  description: "Makes a calendar feed of one's own; the answer alone shows its address.",
  roles: BOOKERS,
  input: { kind: clearable(wordOf(CalendarFeedKind), "Which sessions it has; PERSON if not given.") },
  refusals: {
    NOT_A_COACH: "Only who holds the role COACH has sessions that they coach.",
    TOO_MANY_FEEDS: "A person has at most 5 feeds that are not revoked.",
  },
  result: {
    calendarFeed: changed(CalendarFeed, "The new feed, as it is kept."),
    address: shownOnce(
      "The address to subscribe to in a calendar program, shown this once; whoever knows it reads the calendar. Null when an idempotency key repeats an earlier answer.",
    ),
  },
});
