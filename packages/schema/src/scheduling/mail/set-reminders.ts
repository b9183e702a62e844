import { changed, count, list, MANAGERS, mutation, required } from "../../common/declare.js";
import { Firm } from "../../tenancy/firm.js";

export const SetReminders = mutation("setReminders", {
  owner: "scheduling",
  description: "Sets when people are reminded of sessions. For those who run the practice.",
  roles: MANAGERS,
  input: {
    minutesBefore: required(
      list(count(5, 20_160), { most: 5 }),
      "Minutes before a session's start, each 5 to 20,160 (14 days), at most 5; none: nobody is reminded.",
    ),
  },

  result: { firm: changed(Firm, "The firm, as it is now.") },
});
