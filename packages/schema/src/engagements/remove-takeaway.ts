import { changedIfAny, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { Takeaway } from "./takeaway.js";

export const RemoveTakeaway = mutation("removeTakeaway", {
  owner: "gateway",
  description:
    "Removes a takeaway that you wrote, for good and however long ago the engagement ended. Only that one was removed is kept.",
  roles: MEMBERS,
  input: { id: required(idOf(Takeaway), "The takeaway.") },
  result: {
    engagement: changedIfAny(Engagement, "The engagement, without the takeaway. Null for an author who has left it."),
  },
});
