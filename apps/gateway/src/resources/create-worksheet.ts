import { implement, newId } from "@coachwork/platform";
import { CreateWorksheet, Worksheet } from "@coachwork/schema";
import { formOf } from "./worksheet-form.js";

/** Creates a worksheet. Its form is the first version. */
export const createWorksheet = implement(CreateWorksheet, async (context, { title, instructions = null, fields }) => {
  const form = formOf(context, fields);
  const [id, createdAt] = [newId(), new Date(context.now)];
  await context.transaction.insert(Worksheet, { id, title, instructions, form, formVersion: 1, createdAt });
  context.transaction.tell({ type: "worksheet.created", ids: { worksheet: id } });
  return { worksheet: id };
});
