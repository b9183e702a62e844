import { changed, clearable, date, idOf, longText, mutation, required, stale, versionRead } from "../common/declare.js";
import { AssignedWorksheet } from "./assigned-worksheet.js";
import { assignedRefusals } from "./worksheet-refusals.js";

export const HandBackWorksheet = mutation("handBackWorksheet", {
  owner: "gateway",
  description:
    "Hands a worksheet back for another round. What was handed in is kept, and the participant goes on from it.",
  roles: ["COACH"],
  input: {
    id: required(idOf(AssignedWorksheet), "The assigned worksheet."),
    comment: clearable(longText(2_000), "What to look at once more."),
    dueOn: clearable(date, "The day by which it is to be handed in again: today or later."),
    version: versionRead,
  },
  refusals: { ...assignedRefusals, DUE_IN_PAST: "The due day is before today.", ...stale },
  result: { assignedWorksheet: changed(AssignedWorksheet, "The worksheet, handed back.") },
});
