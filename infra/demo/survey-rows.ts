import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

const question = { isRequired: false, choices: [], lowest: null, highest: null, currency: null };

/** What both firms ask. */
const form = [
  {
    ...question,
    label: "How useful is the coaching for your work?",
    kind: "SCALE",
    lowest: 1,
    highest: 5,
    isRequired: true,
  },
  { ...question, label: "How likely are you to recommend it?", kind: "NPS" },
  {
    ...question,
    label: "What helped most?",
    kind: "ONE_CHOICE",
    choices: ["The questions", "Being heard", "The tools"],
  },
  { ...question, label: "What is it worth to your organization in a year?", kind: "RETURN", currency: "EUR" },
];

const nothing = { value: 0, attributed: 0, adjusted: 0 };
/** What seven people answered to each question. */
const tallies = [
  { n: 7, counts: { 3: 1, 4: 2, 5: 4 }, benefit: nothing },
  { n: 7, counts: { 6: 1, 8: 2, 9: 3, 10: 1 }, benefit: nothing },
  { n: 7, counts: { "The questions": 4, "Being heard": 3 }, benefit: nothing },
  { n: 5, counts: {}, benefit: { value: 96_000, attributed: 48_000, adjusted: 33_600 } },
];

/** A survey that waits for the client, one with results, one that too few answered, and a named one that the coach reads, too. */
export function writeSurveys(
  firm: DemoFirm,
  {
    engagements,
    programs,
  }: { readonly engagements: ReadonlyMap<string, string>; readonly programs: ReadonlyMap<string, string> },
  { add, createdAt: created_at, day, tell }: Writing,
): void {
  const content = { privacy: "ANONYMOUS", shared_with_coaches: false, form: JSON.stringify(form), form_version: 1 };
  const template = (title: string, more: object = {}) => {
    const id = add("survey_template", { title, ...content, ...more, created_at });
    tell({ type: "survey_template.created", ids: { surveyTemplate: id } }, "manager");
    return { id, title };
  };
  const send = ({ id, title }: { id: string; title: string }, opened: number, values: object) => {
    const times = { opens_at: `${day(opened)}T08:00:00Z`, created_at: `${day(opened)}T08:00:00Z` };
    const sent = { reminder_count: 2, thresholds: "[]", report: "[]", ...times, ...values };
    const survey = add("survey", { template_id: id, title, ...content, ...sent });
    tell({ type: "survey.sent", ids: { survey } }, "manager");
    return survey;
  };
  const closed = (answered_count: number) => {
    const at = day(-20);
    const quarter = `${at.slice(0, 4)}-Q${Math.ceil(Number(at.slice(5, 7)) / 3)}`;
    return { status: "CLOSED", closed_at: `${at}T08:00:00Z`, invited_count: 9, answered_count, quarter };
  };
  const midway = template("Halfway");
  const program_id = programs.get(firm.programs.find(({ status }) => status === "ACTIVE")!.name)!;
  const plan = { days_after: 0, gather_days: 90, answer_days: 14, reminder_count: 2, created_at };
  const surveyPlan = add("survey_plan", { program_id, template_id: midway.id, point: "MIDDLE", ...plan });
  tell({ type: "survey_plan.created", ids: { surveyPlan } }, "manager");
  const survey = send(midway, -60, closed(7));
  const { quarter } = closed(7);
  for (const [place, tally] of tallies.entries()) {
    const of = { survey_id: survey, template_id: midway.id, form_version: 1, number: place + 1, quarter };
    add("answer_block", { ...of, kind: "COACHING", n: tally.n, tally: JSON.stringify(tally) });
  }
  send(template("After the workshop"), -45, closed(3));
  const people = firm.people.filter(({ roles }) => roles.includes("CLIENT"));
  const open = send(midway, -1, { status: "OPEN", closes_at: `${day(20)}T16:00:00Z`, invited_count: people.length });
  for (const { key } of people)
    add("survey_invitation", {
      ...{ survey_id: open, person_id: demoPersonId(firm, key), kind: "COACHING", format: "INDIVIDUAL" },
      ...{ answered: false, answers: "[]", invited_at: `${day(-1)}T08:00:00Z` },
    });
  const named = { privacy: "NAMED", shared_with_coaches: true };
  const { title } = firm.engagements.find(({ status, format }) => status === "ACTIVE" && format === "INDIVIDUAL")!;
  const engagement_id = engagements.get(title)!;
  const first = send(template("The first weeks", named), -30, {
    status: "OPEN",
    invited_count: 1,
    ...named,
    engagement_id,
  });
  const reply = { value: null, choices: [], text: null, benefit: null, share: null, confidence: null };
  const answers = [
    { ...reply, number: 1, value: 4 },
    { ...reply, number: 3, choices: ["Being heard"] },
  ];
  add("survey_invitation", {
    ...{ survey_id: first, person_id: demoPersonId(firm, "client"), kind: "COACHING", format: "INDIVIDUAL" },
    ...{ shared_engagement_id: engagement_id, answered: true, answers: JSON.stringify(answers), by_account: true },
    invited_at: `${day(-30)}T08:00:00Z`,
  });
}
