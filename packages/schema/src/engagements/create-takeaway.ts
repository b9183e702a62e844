import { changed, idOf, longText, MEMBERS, mutation, required, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { takeawayRefusals } from "./refusals.js";
import { Takeaway, TakeawayVisibility } from "./takeaway.js";

export const CreateTakeaway = mutation("createTakeaway", {
  owner: "gateway",
  description:
    "Writes what you took from mentoring. Its mentors and mentees can, from the day it becomes active until 90 days after it ended.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The mentoring engagement."),
    visibility: required(wordOf(TakeawayVisibility), "Who can read it. You can change that later."),
    text: required(longText(5_000), "What you took from it."),
  },
  refusals: takeawayRefusals,
  result: { takeaway: changed(Takeaway, "The new takeaway.") },
});
