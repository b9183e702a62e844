import { changed, EVERYBODY, idOf, mutation, required } from "../../common/declare.js";
import { CalendarFeed } from "./calendar-feed.js";

export const RevokeCalendarFeed = mutation("revokeCalendarFeed", {
  owner: "scheduling",
  description:
    "Revokes a calendar feed at once and for good. Everybody can revoke their own feeds. Owners, admins and program managers can revoke anybody's.",
  roles: EVERYBODY,
  input: {
    id: required(idOf(CalendarFeed), "The feed."),
  },

  result: { calendarFeed: changed(CalendarFeed, "The feed, now revoked.") },
});
