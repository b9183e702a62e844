import {
  changed,
  count,
  decimal,
  group,
  idOf,
  list,
  longText,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../common/declare.js";
import type { ValuesOf } from "../common/inputs.js";
import { AssignedWorksheet } from "./assigned-worksheet.js";
import { answerRefusals, assignedRefusals } from "./worksheet-refusals.js";

const WorksheetAnswerInput = group("WorksheetAnswerInput", "An answer to a field of a worksheet.", {
  number: required(count(1, 50), "The number of the field."),
  text: optional(longText(5_000), "The text, for SHORT_TEXT and LONG_TEXT."),
  value: optional(decimal(-1_000_000_000, 1_000_000_000, 4), "The number, for NUMBER and SCALE, {range}."),
  choices: optional(
    list(text(200), { least: 1, most: 20 }),
    "What is chosen, for ONE_CHOICE and MANY_CHOICES, word by word as the field has it.",
  ),
});
export type WorksheetAnswerInput = ValuesOf<typeof WorksheetAnswerInput.fields>;

/** The answers of a draft or a hand-in: all that are given, in any order. */
export const worksheetAnswers = list(WorksheetAnswerInput, { most: 50 });

export const SaveWorksheet = mutation("saveWorksheet", {
  owner: "gateway",
  description:
    "Saves what you have written so far in a worksheet that is assigned to you. Coaches do not see it before you hand it in.",
  roles: ["CLIENT"],
  input: {
    id: required(idOf(AssignedWorksheet), "The assigned worksheet."),
    answers: required(worksheetAnswers, "All answers so far. Those that are not among them are gone."),
    version: versionRead,
  },
  refusals: { ...assignedRefusals, ...answerRefusals, ...stale },
  result: { assignedWorksheet: changed(AssignedWorksheet, "The worksheet with your answers.") },
});
