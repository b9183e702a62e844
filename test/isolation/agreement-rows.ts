import type { Rows } from "./rows.js";

/** A circle's template of agreements, with its only version. */
export async function writeTemplate(
  rows: Rows,
  writtenBy: string,
  archived_at: string | null,
): Promise<{ readonly template: string; readonly version: string }> {
  const { text } = rows.marks;
  const template = await rows.row("agreement_template", {
    ...{ name: `${text} TEMPLATE name`, text: `${text} TEMPLATE text`, text_version: 1, archived_at, version: 149 },
    created_at: rows.at(0, "01:02:06.592"),
  });
  const written = { written_at: rows.at(0, "01:02:06.592"), written_by_id: writtenBy };
  const version = await rows.row("agreement_template_version", {
    ...{ template_id: template, number: 1, text: `${text} TEMPLATE version`, ...written },
  });
  return { template, version };
}
