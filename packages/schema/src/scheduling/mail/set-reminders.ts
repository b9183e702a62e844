import { changed, count, list, MANAGERS, mutation, required } from "../../common/declare.js";
import { Firm } from "../../tenancy/firm.js";

export const SetReminders = mutation("setReminders", {
  owner: "scheduling",
  description: "Sets when people are reminded of sessions. Replaces what was set before.",
  roles: MANAGERS,
  keys: "none",
  input: {
    minutesBefore: required(
      list(count(5, 20_160), { most: 5 }),
      "Minutes before a session's start, each 5 to 20,160 (14 days), {range} of them. An empty list means no reminders.",
    ),
  },

  result: { firm: changed(Firm, "The firm as it is now.") },
});
