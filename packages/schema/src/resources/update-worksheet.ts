import {
  changed,
  clearable,
  idOf,
  longText,
  MANAGERS,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../common/declare.js";
import { formFields } from "./worksheet-form.js";
import { formRefusals } from "./worksheet-refusals.js";
import { Worksheet } from "./worksheet.js";

export const UpdateWorksheet = mutation("updateWorksheet", {
  owner: "gateway",
  description:
    "Changes a worksheet. Fields that you leave out stay the same. Another title, instructions or form is a new version; what is assigned keeps the one that it was assigned with.",
  roles: MANAGERS,
  input: {
    id: required(idOf(Worksheet), "The worksheet."),
    title: optional(text(200), "The title."),
    instructions: clearable(longText(10_000), "What to do with it: Markdown."),
    fields: optional(formFields, "The fields of its form, all of them in order."),
    version: versionRead,
  },
  refusals: { ...formRefusals, ...stale },
  result: { worksheet: changed(Worksheet, "The changed worksheet.") },
});
