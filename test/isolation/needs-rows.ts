import type { Rows } from "./rows.js";

/** What a firm asks: a questionnaire in use, whose id it gives, one that is archived, and a program that everybody is offered. */
export async function writeNeeds(rows: Rows): Promise<string> {
  const { text } = rows.marks;
  const created_at = rows.at(1, "01:02:57.574");
  const questionnaire = (name: string) => ({
    ...{ name: `${name} ${text} NEEDS`, locale: `en-x-${text.toLowerCase()}`, questions_version: 3, version: 151 },
    created_at,
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
  const asked = await rows.row("needs_questionnaire", questionnaire("firm"));
  const offered = (name: string, more: object) =>
    rows.row("program", {
      ...{ name: `${name} by ${text}`, status: "ACTIVE", format: "INDIVIDUAL", weeks: 17, ...more },
      ...{ allocation_unit: "SESSIONS", allocation_amount: 12, any_coach: true, chemistry: "OPTIONAL" },
      ...{ needs_approval: false, created_at: rows.at(0, "01:02:06.592"), version: 127 },
    });
  await offered("OFFERED", { kind: "COACHING" });
  await offered("ALSO OFFERED", { kind: "MENTORING", mentoring_form: "FORMAL" });
  return asked;
}

/** What two clients of a circle need: one came by a link, and an engagement followed from the other's. */
export async function assess(
  rows: Rows,
  questionnaire: string,
  { client, fellow, group }: { readonly client: string; readonly fellow: string; readonly group: string },
) {
  const { text } = rows.marks;
  const link = await rows.row("needs_link", {
    ...{ questionnaire_id: questionnaire, token_hash: `${text} HASH`, most_answers: 9, answer_count: 1, version: 151 },
    ...{ expires_at: rows.at(60, "01:02:57.571"), withdrawn_at: rows.at(59, "01:02:57.569") },
    ...{ created_at: rows.at(1, "01:02:57.577"), created_by_id: client },
  });
  const assessment = (person_id: string, name: string, more: object) =>
    rows.row("needs_assessment", {
      ...{ person_id, questionnaire_id: questionnaire, questions_version: 3, confidence: 0.75, version: 151 },
      answers: JSON.stringify([
        { question: `${text} NEEDSASKED of ${name}`, weight: 3, answer: `${text} NEEDSANSWER of ${name}`, leaning: -2 },
      ]),
      reasons: JSON.stringify([{ speaksFor: "COACHING", contribution: 6, text: `${text} NEEDSREASON of ${name}` }]),
      ...{ recommended_kind: "COACHING", wanted_weeks: 12, wanted_format: "GROUP", chosen_kind: "COACHING" },
      ...{ choice_reason: `${text} NEEDSWHY of ${name}`, chosen_at: rows.at(2, "01:02:57.563") },
      ...{ created_at: rows.at(1, "01:02:57.557"), recorded_by_id: client, ...more },
    });
  const left = { visitor_name: `${text} NEEDSVISITOR`, visitor_email: `needs@${text}.mail-mark.example`.toLowerCase() };
  return {
    link,
    client: await assessment(client, "client", { link_id: link, form_hash: `${text} HASH`, ...left }),
    fellow: await assessment(fellow, "fellow", { engagement_id: group, chosen_kind: "MENTORING" }),
  };
}
