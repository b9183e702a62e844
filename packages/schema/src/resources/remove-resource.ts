import { BOOKERS, changedIfAny, idOf, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Resource } from "./resource.js";

export const RemoveResource = mutation("removeResource", {
  owner: "gateway",
  description:
    "Removes a resource for good, and deletes its file. In an engagement, its coaches and the person who shared it can do so.",
  roles: BOOKERS,
  keys: "none",
  input: { id: required(idOf(Resource), "The resource.") },
  result: {
    engagement: changedIfAny(Engagement, "The engagement, without it. Null if it was shared more widely."),
  },
});
