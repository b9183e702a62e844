import { giveSignIn } from "./give-sign-in.js";
import type { Rows } from "./rows.js";

/** What a survey says; every text bears the mark of its circle. */
function contentOf({ marks: { text } }: Rows, word: string, name: string, privacy: string) {
  const field = (what: string) => `${text} ${word}${what} of ${name}`;
  const question = { isRequired: false, choices: [], lowest: null, highest: null, currency: null };
  return {
    ...{ title: field(""), introduction: field("INTRO"), privacy, shared_with_coaches: privacy !== "ANONYMOUS" },
    form: JSON.stringify([
      { ...question, label: field("SCALE"), kind: "SCALE", lowest: 1, highest: 5 },
      { ...question, label: field("CHOICE"), kind: "ONE_CHOICE", choices: [`${text} YES`, `${text} NO`] },
      { ...question, label: field("NPS"), kind: "NPS" },
      { ...question, label: field("RETURN"), kind: "RETURN", currency: "EUR" },
    ]),
    ...{ form_version: 1, version: 139 },
  };
}

/** The survey templates of a firm: one in use, whose id it gives, and one that is archived. */
export async function writeSurveyTemplates(rows: Rows): Promise<string> {
  const created_at = rows.at(1, "01:02:57.604");
  const archived_at = rows.at(3, "01:02:57.684");
  await rows.row("survey_template", { ...contentOf(rows, "POLL", "archived", "NAMED"), created_at, archived_at });
  return rows.row("survey_template", { ...contentOf(rows, "POLL", "firm", "NAMED"), created_at });
}

interface Circle {
  readonly client: string;
  readonly fellow: string;
  readonly alone: string;
  readonly organization: string;
  readonly program: string;
  readonly cohort: string;
}

/** Surveys of a circle: a named one by a plan that two answered, a 360 about each of them, and what was counted. */
export async function sendSurveys(rows: Rows, template: string, of: Circle) {
  const { text } = rows.marks;
  const { client, fellow, alone, organization, program, cohort } = of;
  const place = { organization_id: organization, program_id: program, cohort_id: cohort };
  const closed = { status: "CLOSED", closed_at: rows.at(4, "01:02:57.509"), answered_count: 6, quarter: "2026-Q1" };
  const reportOf = (name: string) => {
    const said = `${text} SURVEYREPORT of ${name}`;
    const result = { number: 1, label: said, group: "PEERS", n: 3, mean: 3, nps: 33.33, withheld: said };
    return JSON.stringify([{ ...result, choices: [said], counts: [3], texts: [said] }]);
  };
  const send = (name: string, privacy: string, subject: string | null, values: object = {}) =>
    rows.row("survey", {
      ...{ template_id: template, ...contentOf(rows, "SURVEY", name, privacy), status: "OPEN" },
      ...{ opens_at: rows.at(1, "01:02:57.613"), closes_at: rows.at(90, "01:02:57.503"), reminder_count: 2 },
      ...{ invited_count: 7, engagement_id: alone, subject_id: subject, thresholds: "[]", report: reportOf(name) },
      ...{ created_at: rows.at(1, "01:02:57.607"), ...values },
    });
  const invite = (survey: string, name: string, values: object) => {
    const said = { value: 4, choices: [`${text} SURVEYANSWER of ${name}`], text: `${text} SURVEYANSWER of ${name}` };
    const answers = JSON.stringify([{ number: 2, ...said, benefit: 3, share: 50, confidence: 50 }]);
    return rows.row("survey_invitation", {
      ...{
        survey_id: survey,
        ...place,
        kind: "COACHING",
        format: "INDIVIDUAL",
        answered: true,
        answers,
        by_account: true,
      },
      ...{ invited_at: rows.at(1, "01:02:57.607"), ...values },
    });
  };
  const reported = (subject: string, name: string) =>
    send(`360 ${name}`, "GROUPED", subject, { ...closed, report: reportOf(name) });
  const plan = await rows.row("survey_plan", {
    ...{ program_id: program, template_id: template, point: "END", days_after: 151, gather_days: 157, answer_days: 53 },
    ...{ reminder_count: 1, created_at: rows.at(1, "01:02:57.604"), archived_at: rows.at(3, "01:02:57.684") },
    version: 139,
  });
  const named = await send("named", "NAMED", null, { plan_id: plan, gathers_until: rows.at(89, "01:02:57.503") });
  const own = await invite(named, "client", { person_id: client, shared_engagement_id: alone });
  await invite(named, "fellow", { person_id: fellow });
  const counted = await send("counted", "ANONYMOUS", null, closed);
  const counts = [{ 4: 6 }, { [`${text} YES`]: 6 }, { 9: 6 }, {}];
  for (const [index, each] of counts.entries()) {
    const tally = { n: 6, counts: each, benefit: { value: 60, attributed: 30, adjusted: 15 }, mark: text };
    await rows.row("answer_block", {
      ...{
        survey_id: counted,
        template_id: template,
        form_version: 1,
        number: index + 1,
        quarter: "2026-Q1",
        ...place,
      },
      ...{ kind: "COACHING", format: "INDIVIDUAL", n: 6, tally: JSON.stringify(tally) },
    });
  }
  await giveSignIn(rows.pool, rows.firmId, client);
  const about = await reported(client, "client");
  await reported(fellow, "fellow");
  const rater = { rater_name: `${text} RATER`, rater_email: `rater@${text}.mail-mark.example`.toLowerCase() };
  await invite(about, "client", { person_id: client, rater_group: "SELF" });
  await invite(about, "rater", { ...rater, rater_group: "PEERS" });
  return { named, own, about, plan };
}
