import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { answer, NeedsWorld, QUESTIONS } from "./needs-world.ts";

const stage = await sharedStage();
let world: NeedsWorld;

beforeEach(async () => {
  world = await NeedsWorld.open(stage);
});

describe("an assessment", () => {
  test("recommends a kind, with a confidence and the reasons for and against it", async () => {
    const questionnaireId = await world.questionnaire();
    const answers = [answer(2, 2), answer(1, 1)];
    const { needsAssessment } = await world.assess({ questionnaireId, answers });
    const clientId = apiId("person", world.clientId);
    expect(needsAssessment).toMatchObject({
      ...{ person: { id: clientId }, recordedBy: { id: clientId }, questionsVersion: 1, recommendedKind: "COACHING" },
      // |5 * -2 + 2 * 1| of 5 * 2 + 2 * 1
      confidence: 8 / 12,
      reasons: [
        { speaksFor: "COACHING", contribution: 10, text: "You want one skill." },
        { speaksFor: "MENTORING", contribution: 2, text: "You like company." },
      ],
      answers: [
        { number: 1, question: "What for?", weight: 5, answer: "One skill", leaning: -2 },
        { number: 2, question: "With whom?", weight: 2, answer: "With others", leaning: 1 },
      ],
      ...{ wantedWeeks: 12, wantedFormat: "GROUP", chosenKind: null, engagement: null },
    });
  });

  test("recommends nothing if no answer leans clearly, and is less sure of what was left out", async () => {
    const questionnaireId = await world.questionnaire();
    const { needsAssessment: unclear } = await world.assess({ questionnaireId, answers: [answer(2, 2)] });
    expect(unclear).toMatchObject({ recommendedKind: null, confidence: 2 / 12, programs: [] });
    expect(unclear.answers[0]).toMatchObject({ answer: null, leaning: null });
    const { needsAssessment: surer } = await world.assess({ questionnaireId, answers: [answer(1, 2)] });
    expect(surer).toMatchObject({ recommendedKind: "MENTORING", confidence: 10 / 12 });
  });

  test("stays as it was when the questionnaire changes, and nobody answers an archived one", async () => {
    const id = await world.questionnaire();
    const assessed = await world.assessed(id);
    const before = await world.read(assessed);
    const [first, second] = QUESTIONS;
    await done(world.manager, "updateNeedsQuestionnaire", {
      id,
      questions: [{ ...first, text: "Why?", weight: 1 }, second],
    });
    expect(await world.read(assessed)).toEqual(before);
    await done(world.manager, "archiveNeedsQuestionnaire", { id });
    const { userErrors } = await world.assess({ questionnaireId: id, answers: [answer(1, 1)] });
    expect(userErrors).toEqual([refusal("ARCHIVED", "questionnaireId")]);
  });

  test.each([
    ["UNKNOWN_QUESTION", "question", [answer(3, 1)]],
    ["UNKNOWN_CHOICE", "choice", [answer(1, 3)]],
    ["ANSWERED_TWICE", "question", [answer(1, 1), answer(1, 2)]],
  ])("is refused with %s for an answer that does not fit", async (code, field, answers) => {
    const { userErrors } = await world.assess({ questionnaireId: await world.questionnaire(), answers });
    expect(userErrors).toEqual([{ code, field: ["input", "answers", String(answers.length - 1), field] }]);
  });

  test("is recorded by those who run the practice for a client, and by clients for themselves alone", async () => {
    const questionnaireId = await world.questionnaire();
    const input = { questionnaireId, answers: [answer(1, 1)] };
    const personId = apiId("person", world.clientId);
    const { needsAssessment } = await world.assess({ ...input, personId }, world.manager);
    expect(needsAssessment).toMatchObject({ recordedBy: { id: apiId("person", world.managerId) } });
    const coach = await world.firm.person(["COACH"]);
    for (const values of [{ personId: apiId("person", coach) }, {}])
      expect((await world.assess({ ...input, ...values }, world.manager)).userErrors).toEqual([
        refusal("NOT_A_CLIENT", "personId"),
      ]);
    const both = await stage.signedIn(world.firm, await world.firm.person(["CLIENT", "FINANCE"]));
    expect((await world.assess({ ...input, personId }, both)).userErrors).toEqual([refusal("FORBIDDEN", "personId")]);
    const { userErrors } = await world.assess(input, await stage.signedIn(world.firm, coach));
    expect(userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
  });

  test("is seen by its person and those who run the practice, and goes for good when it is removed", async () => {
    const id = await world.assessed();
    await world.act("chooseKind", { id, kind: "MENTORING", reason: "Mine" });
    expect(await world.read(id, world.manager)).toMatchObject({ choiceReason: "Mine" });
    for (const role of ["CLIENT", "COACH", "SPONSOR", "FINANCE", "ASSISTANT"])
      expect(await world.read(id, await stage.signedIn(world.firm, await world.firm.person([role])))).toBeNull();
    const answered = { answer: "needsQuestionnaire { id }" };
    await done(world.client, "removeNeedsAssessment", { id }, answered);
    expect(await world.read(id, world.manager)).toBeNull();
    expect(await world.told()).toEqual([
      ...["needs_questionnaire.created", "needs_assessment.recorded"],
      ...["needs_assessment.kind_chosen", "needs_assessment.removed"],
    ]);
  });

  test("is found by its person, by what it recommends and by when it changed", async () => {
    const id = await world.assessed();
    const found = async (filter: string) => {
      const query = `{ needsAssessments(first: 9, filter: { ${filter} }) { nodes { id } } }`;
      return (await world.manager.ask(query)).needsAssessments.nodes;
    };
    const personId = apiId("person", world.clientId);
    const matching = [`personId: "${personId}"`, "recommendedKind: COACHING", "hasPerson: true"];
    for (const filter of [...matching, `updatedSince: "${day(-1)}T00:00:00Z"`])
      expect(await found(filter)).toEqual([{ id }]);
    for (const filter of ["recommendedKind: MENTORING", "hasPerson: false", `updatedSince: "${day(2)}T00:00:00Z"`])
      expect(await found(filter)).toEqual([]);
    const query = "query ($id: ID!) { person(id: $id) { needsAssessments(first: 1) { nodes { id } } } }";
    const { person } = await world.client.ask(query, { id: personId });
    expect(person.needsAssessments.nodes).toEqual([{ id }]);
  });
});

describe("the person's own choice", () => {
  test("stands beside the recommendation; the reason goes with the choice", async () => {
    const id = await world.assessed();
    const choose = async (input: object) => (await world.act("chooseKind", { id, ...input })).needsAssessment;
    const recommended = { recommendedKind: "COACHING" };
    const first = await choose({ kind: "MENTORING", reason: "I like company." });
    expect(first).toMatchObject({
      ...recommended,
      chosenKind: "MENTORING",
      choiceReason: "I like company.",
      version: 2,
    });
    expect(await choose({ kind: "MENTORING" })).toMatchObject({ choiceReason: "I like company.", version: 2 });
    expect(await choose({ kind: "COACHING" })).toMatchObject({
      ...recommended,
      chosenKind: "COACHING",
      choiceReason: null,
    });
    const { userErrors } = await world.act("chooseKind", { id, kind: "MENTORING", version: 1 });
    expect(userErrors).toEqual([refusal("CONFLICT", "version")]);
  });

  test("is final once an engagement of that kind followed, in which the person takes part", async () => {
    const id = await world.assessed();
    await world.act("chooseKind", { id, kind: "COACHING" });
    const coach = await world.firm.person(["COACH"]);
    const engagement = (participants: readonly string[], kind: string) =>
      world.firm.engagement(
        { coaches: [coach], participants: [...participants] },
        { kind, ...(kind === "MENTORING" && { mentoring_form: "FORMAL", objectives: "Grow" }) },
      );
    const followedBy = async (of: string | null) => {
      const engagementId = of && apiId("engagement", of);
      return world.act("setNeedsAssessmentEngagement", { id, engagementId }, world.manager);
    };
    const other = await world.firm.person(["CLIENT"]);
    const refused = (code: string) => [refusal(code, "engagementId")];
    expect((await followedBy(await engagement([other], "COACHING"))).userErrors).toEqual(refused("NOT_A_PARTICIPANT"));
    const mentoring = await engagement([world.clientId], "MENTORING");
    expect((await followedBy(mentoring)).userErrors).toEqual(refused("OTHER_KIND"));
    const coaching = await engagement([world.clientId], "COACHING");
    const { needsAssessment } = await followedBy(coaching);
    expect(needsAssessment.engagement).toEqual({ id: apiId("engagement", coaching) });
    for (const [name, input] of [
      ["chooseKind", { kind: "MENTORING" }],
      ["removeNeedsAssessment", {}],
    ] as const)
      expect((await mutate(world.client, name, { id, ...input })).userErrors).toEqual([refusal("FOLLOWED", "id")]);
    await followedBy(null);
    expect((await world.act("chooseKind", { id, kind: "MENTORING" })).userErrors).toEqual([]);
  });
});

describe("programs that fit", () => {
  const terms = { mentoringForm: "FORMAL", allocationUnit: "SESSIONS", allocationAmount: 6 };
  const program = async (name: string, input: object): Promise<string> => {
    const values = { name, format: "INDIVIDUAL", ...terms, ...input };
    const made = await done(world.manager, "createProgram", values, { answer: "program { id }" });
    await done(world.manager, "activateProgram", { id: made.program.id }, { type: "ProgramMoveInput" });
    return made.program.id;
  };

  test("are active, of the recommended kind or else of the chosen one, and those that fit best come first", async () => {
    const coaching = { kind: "COACHING", mentoringForm: null };
    const best = await program("Twelve weeks", { ...coaching, format: "GROUP", weeks: 20 });
    await program("A year", { ...coaching, weeks: 52 });
    await program("Mentors", { kind: "MENTORING", weeks: 52 });
    const draft = { name: "Draft", format: "GROUP", ...terms, ...coaching, weeks: 12 };
    await done(world.manager, "createProgram", draft);
    const questionnaireId = await world.questionnaire();
    const answers = [answer(1, 1), answer(2, 2)];
    const { needsAssessment } = await world.assess({ questionnaireId, answers });
    const offered = [
      { programId: null, name: "Twelve weeks", fits: ["KIND", "FORMAT", "LENGTH"], differs: [] },
      { programId: null, name: "A year", fits: ["KIND"], differs: ["FORMAT", "LENGTH"] },
    ];
    expect(needsAssessment.programs).toEqual(offered);
    const { id } = needsAssessment;
    expect((await world.read(id, world.manager)).programs[0].programId).toBe(best);
    await world.act("chooseKind", { id, kind: "MENTORING" });
    expect((await world.read(id)).programs.map(({ name }: AnyData) => name)).toEqual(["Mentors"]);
  });

  test("of any greater length fit somebody who looks a year ahead", async () => {
    for (const [name, weeks] of [
      ["Half a year", 26],
      ["A quarter", 12],
      ["Years", 300],
      ["Open", null],
    ] as const)
      await program(name, {
        kind: "MENTORING",
        ...(weeks === null ? { mentoringForm: "INFORMAL", allocationUnit: null, allocationAmount: null } : { weeks }),
      });
    const { needsAssessment } = await world.assess({
      ...{ questionnaireId: await world.questionnaire(), answers: [answer(1, 2)] },
    });
    const fits = needsAssessment.programs.map(({ name, differs }: AnyData) => [name, differs]);
    expect(fits).toEqual([...["Half a year", "Open", "Years"].map((name) => [name, []]), ["A quarter", ["LENGTH"]]]);
  });
});
