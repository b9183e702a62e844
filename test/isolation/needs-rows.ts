import type { Rows } from "./rows.js";

/** The needs questionnaires of a firm: one in use, whose id it gives, and one that is archived. */
export async function writeQuestionnaires(rows: Rows): Promise<string> {
  const { text } = rows.marks;
  const questionnaire = (name: string) => ({
    ...{ name: `${name} ${text} NEEDS`, locale: `en-x-${text.toLowerCase()}`, questions_version: 3, version: 151 },
    created_at: rows.at(1, "01:02:57.574"),
    questions: JSON.stringify([
      {
        ...{ text: `${text} NEEDSQUESTION of ${name}`, weight: 3 },
        choices: [-2, 2].map((leaning) => ({
          ...{ text: `${text} NEEDSCHOICE of ${name}`, reason: `${text} NEEDSLEANING of ${name}`, leaning },
          ...{ weeks: 12, format: "INDIVIDUAL" },
        })),
      },
    ]),
  });
  const archived_at = rows.at(3, "01:02:57.684");
  await rows.row("needs_questionnaire", { ...questionnaire("archived"), archived_at });
  return rows.row("needs_questionnaire", questionnaire("firm"));
}
