import { beforeAll, describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type Asked, QUESTIONS, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
beforeAll(async () => {
  world = await SurveysWorld.open(stage);
});

const all = (value: number) => [
  { number: 1, value },
  { number: 2, value: 9 },
  { number: 3, choices: ["Tools", "Questions"] },
  { number: 4, benefit: 1_000, share: 50, confidence: 50 },
];

describe("A survey template", () => {
  const create = (input: object) =>
    mutate(world.manager, "createSurveyTemplate", { title: "T", privacy: "ANONYMOUS", questions: QUESTIONS, ...input });

  test("refuses questions that lack what they need, or that nobody could read answers to", async () => {
    const scale = { label: "S", kind: "SCALE" };
    for (const [question, field, privacy] of [
      [{ label: "T", kind: "TEXT" }, "kind", "ANONYMOUS"],
      [{ label: "R", kind: "RETURN", currency: "EUR" }, "kind", "GROUPED"],
      [scale, "lowest", "NAMED"],
      [{ ...scale, lowest: 5, highest: 5 }, "highest", "NAMED"],
      [{ ...scale, lowest: 0, highest: 21 }, "highest", "NAMED"],
      [{ label: "C", kind: "ONE_CHOICE" }, "choices", "NAMED"],
      [{ label: "C", kind: "NPS", choices: ["a", "b"] }, "choices", "NAMED"],
      [{ label: "C", kind: "MANY_CHOICES", choices: ["a", "a"] }, "choices", "NAMED"],
      [{ label: "R", kind: "RETURN" }, "currency", "NAMED"],
      [{ label: "N", kind: "NPS", currency: "EUR" }, "currency", "NAMED"],
    ] as const) {
      const { userErrors } = await create({ privacy, questions: [question] });
      expect([question.label, userErrors]).toEqual([
        question.label,
        [{ code: "WRONG_QUESTION", field: ["input", "questions", "0", field] }],
      ]);
    }
    expect((await create({ sharedWithCoaches: true })).userErrors).toEqual([
      refusal("WRONG_PRIVACY", "sharedWithCoaches"),
    ]);
  });

  test("has a new version after a change, and a survey that was sent keeps its own", async () => {
    const [person] = await world.participants(1, await world.organization("Versions"));
    const id = await world.template({ privacy: "NAMED" });
    const survey = await world.sent(id, [person!]);
    const answer = "surveyTemplate { formVersion privacy questions { label } }";
    const questions = [{ label: "Other", kind: "NPS" }];
    const updated = await done(world.manager, "updateSurveyTemplate", { id, questions }, { answer });
    expect(updated.surveyTemplate).toEqual({ formVersion: 2, privacy: "NAMED", questions: [{ label: "Other" }] });
    const read = `{ survey(id: "${survey}") { formVersion questions { label } } }`;
    expect((await world.manager.ask(read)).survey).toEqual({
      formVersion: 1,
      questions: QUESTIONS.map(({ label }) => ({ label })),
    });
    expect((await mutate(world.manager, "updateSurveyTemplate", { id, title: "X", version: 1 })).userErrors).toEqual([
      refusal("CONFLICT", "version"),
    ]);
  });
});

describe("A survey", () => {
  test("is sent to exactly one choice of people, of whom an anonymous one needs five", async () => {
    const people = await world.participants(4, await world.organization("Four"));
    const templateId = await world.template();
    const personIds = people.map(({ id }) => apiId("person", id));
    const send = async (input: object) =>
      (await mutate(world.manager, "sendSurvey", { templateId, ...input })).userErrors;
    expect(await send({})).toEqual([{ code: "WRONG_PEOPLE", field: null }]);
    expect(await send({ personIds, engagementId: "engagement_0" })).toEqual([refusal("WRONG_PEOPLE", "engagementId")]);
    expect(await send({ personIds })).toEqual([refusal("TOO_FEW", "templateId")]);
    // Whoever is named twice is one.
    expect(await send({ personIds: [...personIds, personIds[0]] })).toEqual([refusal("TOO_FEW", "templateId")]);
    const past = new Date(Date.now() - 60_000).toISOString();
    expect(await send({ personIds, closesAt: past })).toEqual([refusal("WRONG_TIME", "closesAt")]);
    const gone = await world.firm.person(["CLIENT"], { status: "DEACTIVATED" });
    expect(await send({ personIds: [apiId("person", gone)] })).toEqual([
      { code: "NOBODY_TO_ASK", field: ["input", "personIds", "0"] },
    ]);
    const grouped = await world.template({ privacy: "GROUPED", questions: QUESTIONS.slice(0, 1) });
    const wrong = await mutate(world.manager, "sendSurvey", { templateId: grouped, personIds });
    expect(wrong.userErrors).toEqual([refusal("WRONG_PRIVACY", "templateId")]);
  });

  test("is answered once by each, changed until it closes, and by nobody else", async () => {
    const [own, other] = (await world.participants(2, await world.organization("Answers"))) as [Asked, Asked];
    const survey = await world.sent(await world.template({ privacy: "NAMED" }), [own]);
    const [invitation] = await world.invitations(own);
    expect(invitation).toMatchObject({
      isAnswered: false,
      answers: [],
      survey: { id: survey, privacy: "NAMED", status: "OPEN" },
    });
    const errors = async (answers: readonly object[]) => (await world.answer(own, answers)).userErrors;
    const at = (code: string, ...path: string[]) => [{ code, field: ["input", ...path] }];
    expect(await errors([])).toEqual(at("ANSWER_MISSING", "answers"));
    expect(await errors([{ number: 1, value: 6 }])).toEqual(at("WRONG_ANSWER", "answers", "0", "value"));
    expect(await errors([{ number: 1, value: 3, text: "x" }])).toEqual(at("WRONG_ANSWER", "answers", "0", "text"));
    expect(await errors([...all(3), { number: 1, value: 3 }])).toEqual(at("ANSWERED_TWICE", "answers", "4", "number"));
    expect(await errors([...all(3), { number: 9, value: 3 }])).toEqual(
      at("UNKNOWN_QUESTION", "answers", "4", "number"),
    );
    expect(
      await errors([
        { number: 1, value: 3 },
        { number: 3, choices: ["Luck"] },
      ]),
    ).toEqual(at("WRONG_ANSWER", "answers", "1", "choices"));
    expect(
      await errors([
        { number: 1, value: 3 },
        { number: 4, benefit: 3 },
      ]),
    ).toEqual(at("WRONG_ANSWER", "answers", "1", "share"));
    expect(await errors(all(3))).toEqual([]);
    expect(await errors(all(4))).toEqual([]);
    const [answered] = await world.invitations(own);
    expect(answered).toMatchObject({
      isAnswered: true,
      answers: [{ number: 1, value: 4 }, {}, {}, { benefit: 1_000 }],
    });
    expect((await world.answer(other, all(1), invitation!.id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect(await world.invitations(other)).toEqual([]);
    const asManager = `{ surveyInvitation(id: "${invitation!.id}") { id } }`;
    expect(await world.manager.ask(asManager)).toEqual({ surveyInvitation: null });
    await world.closed(survey);
    expect(await errors(all(5))).toEqual([refusal("WRONG_STATUS", "id")]);
    // A named survey stays its person's to read.
    expect((await world.invitations(own))[0]).toMatchObject({ answers: [{ value: 4 }, {}, {}, {}] });
    expect((await mutate(world.manager, "closeSurvey", { id: survey })).userErrors).toEqual([
      refusal("WRONG_STATUS", "id"),
    ]);
  });

  test("takes no answer from its closing time on, though nobody has closed it yet", async () => {
    const email = world.outside("late");
    const silent = await world.firm.person(["CLIENT"], { email, status: "NOT_INVITED" });
    const [person] = await world.participants(1, await world.organization("Late"));
    const closesAt = new Date(Date.now() + 3_600_000);
    const people = [person!, { id: silent, client: person!.client }];
    const id = await world.sent(await world.template({ privacy: "NAMED" }), people, { closesAt });
    const link = await world.linkTo(email);
    expect((await fetch(link)).status).toBe(200);
    await stage.database.admin.query(
      "update survey set opens_at = now() - interval '2 minutes', closes_at = now() - interval '1 minute' where id = $1::uuid",
      [id.slice("survey_".length)],
    );
    expect((await world.answer(person!, all(1))).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    const late = await fetch(link, { method: "POST", body: new URLSearchParams({ q1: "2" }) });
    expect([late.status, (await fetch(link)).status]).toEqual([404, 404]);
  });

  test("takes no answer without any answer, and tells no count of fewer than 5 people", async () => {
    const people = await world.participants(5, await world.organization("Counts"));
    const questions = [{ label: "Recommends", kind: "NPS" }];
    const templateId = await world.template({ privacy: "NAMED", questions });
    const counts: unknown[] = [];
    for (const asked of [people, people.slice(0, 4)]) {
      const id = await world.sent(templateId, asked);
      expect((await world.answer(people[0]!, [])).userErrors).toEqual([refusal("ANSWER_MISSING", "answers")]);
      expect((await world.answer(people[0]!, [{ number: 1, value: 9 }])).userErrors).toEqual([]);
      await world.closed(id);
      counts.push((await world.manager.ask(`{ survey(id: "${id}") { status answeredCount } }`)).survey);
    }
    expect(counts).toEqual([1, null].map((answeredCount) => ({ status: "CLOSED", answeredCount })));
  });

  test("shows what came by a link to no sign-in that the person is given later", async () => {
    const owner = await world.person(["OWNER"]);
    const read = (by: Asked["client"]) =>
      by.ask("{ surveyInvitations(first: 9) { nodes { id answered answers { number value } } } }");
    const address = () => world.outside("mailbox");
    const silent = await Promise.all(
      [1, 2, 3].map(async () => {
        const email = address();
        return { id: await world.firm.person(["CLIENT"], { email, status: "NOT_INVITED" }), email };
      }),
    );
    const client = owner.client;
    await world.sent(
      await world.template({ privacy: "NAMED" }),
      silent.map(({ id }) => ({ id, client })),
    );
    const [merged, readdressed, back] = silent;
    const links = await Promise.all(silent.map(({ email }) => world.linkTo(email)));
    for (const link of links) {
      const sent = await fetch(link, { method: "POST", body: new URLSearchParams({ q1: "2" }) });
      expect(await sent.text()).toContain('name="q1" value="2" checked');
      // Whoever is given the address later opens the page.
      const page = await (await fetch(link)).text();
      expect(page).toContain("You have already answered.");
      expect(page).not.toContain("checked");
    }
    const hidden = [{ id: expect.any(String), answered: true, answers: [] }];
    const own = await world.person(["CLIENT"]);
    const people = { keepId: apiId("person", own.id), duplicateId: apiId("person", merged!.id) };
    await done(client, "mergePeople", people);
    expect((await read(own.client)).surveyInvitations.nodes).toEqual(hidden);
    await done(client, "updatePerson", { id: apiId("person", readdressed!.id), email: address() });
    expect((await read(await stage.signedIn(world.firm, readdressed!.id))).surveyInvitations.nodes).toEqual(hidden);
    // Whoever answers signed in reads that back.
    const asked = { id: back!.id, client: await stage.signedIn(world.firm, back!.id) };
    expect((await world.answer(asked, all(4))).userErrors).toEqual([]);
    expect((await world.invitations(asked))[0]!.answers[0]).toMatchObject({ number: 1, value: 4 });
  });

  test("shows named answers to the coaches of the engagement if it says so", async () => {
    const coach = await world.person(["COACH"]);
    const client = await world.person(["CLIENT"]);
    const engagement = await world.firm.engagement({ coaches: [coach.id], participants: [client.id] });
    const engagementId = apiId("engagement", engagement);
    for (const sharedWithCoaches of [true, false]) {
      const templateId = await world.template({ privacy: "NAMED", sharedWithCoaches });
      await world.sent(templateId, [], { engagementId });
      expect(await world.invitations(coach)).toHaveLength(sharedWithCoaches ? 0 : 1);
      expect((await world.answer(client, all(2))).userErrors).toEqual([]);
      expect(await world.invitations(coach)).toHaveLength(1);
    }
    // Who asked and answered did not count on a coach who joins later.
    const later = await world.person(["COACH"]);
    await world.firm.coach(engagement, later.id, { joined_on: day(0) });
    await stage.database.admin.query(
      "update survey_invitation set invited_at = now() - interval '2 days' where firm_id = $1 and person_id = $2",
      [world.firm.firmId, client.id],
    );
    expect(await world.invitations(later)).toEqual([]);
    const [seen] = await world.invitations(coach);
    expect(seen).toMatchObject({ answers: [{ number: 1, value: 2 }, {}, {}, {}] });
    expect((await world.answer(coach, all(5), seen!.id)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  });

  test("opens and closes by itself, and asks by letters that say what becomes of answers", async () => {
    const [person] = await world.participants(1, await world.organization("Times"));
    const { rows } = await stage.database.admin.query<{ email: string }>("select email from person where id = $1", [
      person!.id,
    ]);
    const times = { opensAt: new Date(Date.now() + 3_600_000), closesAt: new Date(Date.now() + 7_200_000) };
    const id = await world.sent(await world.template({ privacy: "NAMED" }), [person!], times);
    expect((await world.answer(person!, all(1))).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect(await world.lettersTo(rows[0]!.email)).toEqual([]);
    const hasten = async (job: string, column: string) => {
      await stage.database.admin.query(
        `update survey set ${column} = now() - interval '1 minute' where id = $1::uuid`,
        [id.slice("survey_".length)],
      );
      await stage.database.admin.query(
        `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
         where t.id = j.task_id and t.identifier = $1 and j.payload->>'firmId' = $2`,
        [job, world.firm.firmId],
      );
    };
    await hasten("openSurvey", "opens_at");
    await stage.database.admin.query("select graphile_worker.add_job('forgetErrors', '{}')");
    const [letter] = await world.lettersTo(rows[0]!.email);
    expect(letter!.subject).toBe("Your answers to How was it?");
    expect(letter!.text).toContain("The survey is not anonymous: your answers keep your name.");
    expect(letter!.text).not.toContain("/surveys/");
    expect((await world.answer(person!, all(1))).userErrors).toEqual([]);
    await hasten("closeSurvey", "opens_at = now() - interval '2 minutes', closes_at");
    await stage.database.admin.query("select graphile_worker.add_job('forgetErrors', '{}')");
    await world.lettersTo("");
    expect((await world.answer(person!, all(2))).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });
});
