import {
  changed,
  clearable,
  date,
  idOf,
  MEMBERS,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../common/declare.js";
import { ActionItem } from "./action-item.js";
import { actionItemRefusals, dueRefusals } from "./refusals.js";

export const UpdateActionItem = mutation("updateActionItem", {
  owner: "gateway",
  description:
    "Changes an open action item. Fields that you leave out stay the same. With another due day, the owner is reminded of that one.",
  roles: MEMBERS,
  input: {
    id: required(idOf(ActionItem), "The action item."),
    title: optional(text(500), "What is to be done."),
    dueOn: clearable(date, "The day by which it is to be done: today or later."),
    version: versionRead,
  },
  refusals: { ...actionItemRefusals, ...dueRefusals, ...stale },
  result: { actionItem: changed(ActionItem, "The changed action item.") },
});
