import {
  changed,
  idOf,
  longText,
  MEMBERS,
  mutation,
  optional,
  required,
  stale,
  versionRead,
  wordOf,
} from "../common/declare.js";
import { takeawayRefusals } from "./refusals.js";
import { Takeaway, TakeawayVisibility } from "./takeaway.js";

export const UpdateTakeaway = mutation("updateTakeaway", {
  owner: "gateway",
  description:
    "Changes a takeaway that you wrote, until 90 days after the engagement ended. In coaching that was mentoring, yours that are private can be changed, and not shared. Fields that you leave out stay the same.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Takeaway), "The takeaway."),
    visibility: optional(wordOf(TakeawayVisibility), "Who can read it from now on."),
    text: optional(longText(5_000), "The new text, which replaces the old one."),
    version: versionRead,
  },
  refusals: { ...stale, ...takeawayRefusals },
  result: { takeaway: changed(Takeaway, "The changed takeaway.") },
});
