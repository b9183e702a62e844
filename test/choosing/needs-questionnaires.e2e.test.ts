import { beforeEach, expect, test } from "@jest/globals";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { NeedsWorld, QUESTIONNAIRE, QUESTIONS } from "./needs-world.ts";

const stage = await sharedStage();
let world: NeedsWorld;

beforeEach(async () => {
  world = await NeedsWorld.open(stage);
});

const [first, second] = QUESTIONS as [(typeof QUESTIONS)[number], (typeof QUESTIONS)[number]];

test("Without questions, a questionnaire asks about each difference of coaching and mentoring, in its language", async () => {
  const { needsQuestionnaire: english } = await world.create();
  expect(english).toMatchObject({ locale: "en", questionsVersion: 1 });
  expect(english.questions.length).toBe(9);
  expect(english.questions[0]).toMatchObject({ number: 1, text: "What would you like to work on?", weight: 5 });
  const { needsQuestionnaire: german } = await world.create({ name: "Bedarf", locale: "de-AT" });
  expect(german.questions[0].text).toBe("Woran möchten Sie arbeiten?");
  const leaning = ({ leanings }: typeof english) => leanings.map((each: { leaning: number }) => each.leaning);
  expect(leaning(german)).toEqual(leaning(english));
  const { needsQuestionnaire: french } = await world.create({ name: "Besoins", locale: "fr" });
  expect(french.questions).toEqual(english.questions);
});

test("Other questions or weights are a new version; another name is none", async () => {
  const id = await world.questionnaire();
  const update = (input: object) =>
    mutate(world.manager, "updateNeedsQuestionnaire", { id, ...input }, { answer: QUESTIONNAIRE });
  const heavier = [first, { ...second, weight: 4 }];
  expect((await update({ questions: heavier, version: 1 })).needsQuestionnaire).toMatchObject({
    ...{ questionsVersion: 2, version: 2 },
    questions: [{ weight: 5 }, { weight: 4 }],
  });
  expect((await update({ name: "What you need", locale: "DE" })).needsQuestionnaire).toMatchObject({
    ...{ name: "What you need", locale: "de", questionsVersion: 2, version: 3 },
  });
  expect((await update({ questions: heavier })).needsQuestionnaire).toMatchObject({ version: 3 });
  expect((await update({ name: "Mine", version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
  await world.create({ name: "Taken" });
  expect((await update({ name: "Taken" })).userErrors).toEqual([refusal("NAME_TAKEN", "name")]);
  expect(await world.told()).toEqual([
    "needs_questionnaire.created",
    ...["needs_questionnaire.updated", "needs_questionnaire.updated", "needs_questionnaire.created"],
  ]);
});

const [skill, career] = first.choices as [object, object];
test.each([
  ["REASON_MISSING", "questions.0.choices.1.reason", [{ ...first, choices: [skill, { text: "x", leaning: 1 }] }]],
  ["CHOICE_TWICE", "questions.0.choices.1.text", [{ ...first, choices: [skill, { ...career, text: "One skill" }] }]],
  ["ONE_SIDED", "questions", [second]],
  ["ONE_SIDED", "questions", [{ ...first, choices: [skill, { text: "x", leaning: 0 }] }]],
  ["REQUIRED", "questions.0.choices", [{ ...first, choices: [skill] }]],
  ["INVALID", "questions.0.weight", [{ ...first, weight: 6 }]],
  ["INVALID", "questions.0.choices.0.leaning", [{ ...first, choices: [{ ...skill, leaning: -3 }, career] }]],
])("Questions that could not lead to a result are refused with %s at %s", async (code, field, questions) => {
  const path = ["input", ...field.split(".")];
  expect((await world.create({ questions })).userErrors).toEqual([{ code, field: path }]);
});

test("Those who run the firm write it; clients read what is asked and not where it leads; nobody else reads it", async () => {
  const id = await world.questionnaire();
  const query = "query ($id: ID!) { needsQuestionnaire(id: $id) { questions { text } leanings { leaning } } }";
  const read = async (by = world.client) => (await by.ask(query, { id })).needsQuestionnaire;
  const questions = QUESTIONS.map(({ text }) => ({ text }));
  expect(await read()).toEqual({ questions, leanings: [] });
  expect(await read(world.manager)).toEqual({ questions, leanings: [-2, 2, 0, 1].map((leaning) => ({ leaning })) });
  for (const role of ["COACH", "SPONSOR", "FINANCE", "ASSISTANT"]) {
    const by = await stage.signedIn(world.firm, await world.firm.person([role]));
    expect(await read(by)).toBeNull();
    expect((await world.create({}, by)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
  }
  expect((await world.create({}, world.client)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
});

test("An archived questionnaire is found among the archived, and comes back", async () => {
  const id = await world.questionnaire();
  const inUse = async () =>
    (await world.manager.ask("{ needsQuestionnaires(first: 9, filter: { isArchived: false }) { nodes { id } } }"))
      .needsQuestionnaires.nodes;
  await done(world.manager, "archiveNeedsQuestionnaire", { id });
  expect(await inUse()).toEqual([]);
  await done(world.manager, "restoreNeedsQuestionnaire", { id });
  expect(await inUse()).toEqual([{ id }]);
});
