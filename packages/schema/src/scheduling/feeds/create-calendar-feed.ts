import { BOOKERS, changed, clearable, mutation, shownOnce, wordOf } from "../../common/declare.js";
import { CalendarFeed, CalendarFeedKind } from "./calendar-feed.js";

export const CreateCalendarFeed = mutation("createCalendarFeed", {
  owner: "scheduling",
  description: "Creates a calendar feed of your own sessions. Only this response contains its address.",
  roles: BOOKERS,
  input: { kind: clearable(wordOf(CalendarFeedKind), "Which sessions it contains. Defaults to PERSON.") },
  refusals: {
    NOT_A_COACH: "Only coaches can have a feed of the sessions they coach.",
    TOO_MANY_FEEDS: "A person can have at most 5 active feeds.",
  },
  result: {
    calendarFeed: changed(CalendarFeed, "The new feed, without its address."),
    address: shownOnce(
      "The address to subscribe to in a calendar program. It is shown only once: null when an idempotency key repeats an earlier response. Anybody who knows it can read the calendar.",
    ),
  },
});
