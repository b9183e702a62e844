import { changed, clearable, longText, MANAGERS, mutation, required, text } from "../common/declare.js";
import { formFields } from "./worksheet-form.js";
import { formRefusals } from "./worksheet-refusals.js";
import { Worksheet } from "./worksheet.js";

export const CreateWorksheet = mutation("createWorksheet", {
  owner: "gateway",
  description: "Creates a worksheet, which coaches of the firm can assign.",
  roles: MANAGERS,
  input: {
    title: required(text(200), "The title."),
    instructions: clearable(longText(10_000), "What to do with it: Markdown."),
    fields: required(formFields, "The fields of its form, in order."),
  },
  refusals: formRefusals,
  result: { worksheet: changed(Worksheet, "The new worksheet.") },
});
