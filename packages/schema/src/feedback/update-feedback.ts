import { changed, idOf, longText, mutation, required, stale, versionRead } from "../common/declare.js";
import { Feedback } from "./feedback.js";

export const UpdateFeedback = mutation("updateFeedback", {
  owner: "gateway",
  description: "Changes the text of feedback that you gave.",
  roles: ["COACH"],
  input: {
    id: required(idOf(Feedback), "The feedback."),
    text: required(longText(10_000), "The new text, which replaces the old one."),
    version: versionRead,
  },
  refusals: stale,
  result: { feedback: changed(Feedback, "The changed feedback.") },
});
