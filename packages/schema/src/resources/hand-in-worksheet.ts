import { changed, idOf, mutation, optional, required, stale, versionRead } from "../common/declare.js";
import { AssignedWorksheet } from "./assigned-worksheet.js";
import { worksheetAnswers } from "./save-worksheet.js";
import { answerRefusals, assignedRefusals } from "./worksheet-refusals.js";

export const HandInWorksheet = mutation("handInWorksheet", {
  owner: "gateway",
  description:
    "Hands in a worksheet that is assigned to you. The coaches of the engagement see the answers as they are now, and the coach who assigned it gets an e-mail.",
  roles: ["CLIENT"],
  input: {
    id: required(idOf(AssignedWorksheet), "The assigned worksheet."),
    answers: optional(worksheetAnswers, "All answers. Defaults to those that you saved."),
    version: versionRead,
  },
  refusals: {
    ...assignedRefusals,
    ...answerRefusals,
    ANSWER_MISSING: "A field that needs an answer has none.",
    ...stale,
  },
  result: { assignedWorksheet: changed(AssignedWorksheet, "The worksheet, handed in.") },
});
