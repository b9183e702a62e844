import { isDeepStrictEqual } from "node:util";
import { implement } from "@coachwork/platform";
import { UpdateWorksheet, Worksheet } from "@coachwork/schema";
import { formOf } from "./worksheet-form.js";

/** Changes a worksheet, which is a new version of its form. What is assigned has a form of its own. */
export const updateWorksheet = implement(UpdateWorksheet, async (context, input) => {
  const worksheet = await context.fetch(Worksheet, input.id, "id", { lock: true });
  context.refuseStale(worksheet, input.version);
  const { id, formVersion } = worksheet;
  const before = { title: worksheet.title, instructions: worksheet.instructions, form: worksheet.form };
  const { title = before.title, instructions = before.instructions } = input;
  const form = input.fields ? formOf(context, input.fields) : before.form;
  const after = { title, instructions, form };
  if (isDeepStrictEqual(before, after)) return { worksheet: id };
  await context.transaction.update(Worksheet, { id }, { ...after, formVersion: formVersion + 1 });
  context.transaction.tell({ type: "worksheet.updated", ids: { worksheet: id } });
  return { worksheet: id };
});
