import { changed, EVERYBODY, idOf, mutation, required } from "../../common/declare.js";
import { CalendarFeed } from "./calendar-feed.js";

export const RevokeCalendarFeed = mutation("revokeCalendarFeed", {
  owner: "scheduling",
  description: "Ends a calendar feed for good and at once: one's own, or anybody's for those who run the practice.",
  roles: EVERYBODY,
  input: {
    id: required(idOf(CalendarFeed), "The feed."),
  },

  result: { calendarFeed: changed(CalendarFeed, "The feed, now revoked.") },
});
