import { beforeAll, expect, test } from "@jest/globals";
import { apiId, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { type Asked, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
let templateId: string;
let technology: string;
let sales: string;
let sponsor: TestClient;
let people: readonly Asked[];

const scores = [9, 9, 10, 8, 7, 6, 3, 10, 9, 1, 2, 3, 4];

beforeAll(async () => {
  world = await SurveysWorld.open(stage);
  technology = await world.organization("Technology");
  sales = await world.organization("Sales");
  people = [...(await world.participants(9, technology)), ...(await world.participants(4, sales))];
  templateId = await world.template();
  sponsor = (await world.person(["SPONSOR"], { organization_id: sales })).client;
  const survey = await world.sent(templateId, people);
  for (const [place, person] of people.entries()) {
    const answers = [
      { number: 1, value: (place % 5) + 1 },
      { number: 2, value: scores[place] },
      ...(place < 4 ? [{ number: 3, choices: ["Tools"] }] : []),
      ...(place < 5 ? [{ number: 4, benefit: 1_000, share: 50, confidence: 10 }] : []),
    ];
    expect((await world.answer(person, answers)).userErrors).toEqual([]);
  }
  await world.closed(survey);
});

test("The total is told alone where a group would be found by the difference", async () => {
  const { questions } = await world.results(templateId);
  expect(questions[0]).toMatchObject({ n: 13, withheld: null });
  expect(questions[0].counts.map(({ count }: { count: number }) => count)).toEqual([3, 3, 3, 2, 2]);
  for (const organization of [technology, sales]) {
    const organizationId = apiId("organization", organization);
    const [question] = (await world.results(templateId, { organizationId })).questions;
    expect(question).toMatchObject({ n: 0, mean: null, counts: [], withheld: expect.stringContaining("Fewer than 5") });
  }
  // By whatever else is asked, there are all or none.
  for (const asked of [{ kind: "COACHING" }, { kind: "MENTORING" }, { format: "GROUP" }, { quarter: "1999-Q1" }]) {
    const [{ n }] = (await world.results(templateId, asked as never)).questions;
    expect([0, 13]).toContain(n);
  }
});

test("Each question has its own minimum, and the net promoter score and the return are of it", async () => {
  const { questions } = await world.results(templateId);
  // 5 promoters and 6 detractors of 13.
  expect(questions[1]).toMatchObject({ n: 13, nps: -7.69 });
  expect(questions[2]).toMatchObject({ n: 0, counts: [], withheld: expect.stringContaining("at least 5 people") });
  expect(questions[3].benefit).toEqual({ currency: "EUR", value: 5_000, attributed: 2_500, adjusted: 250 });
});

test("A sponsor who tries every filter finds out nothing about the four of their organization", async () => {
  const filters = [
    {},
    { organizationId: apiId("organization", sales) },
    { organizationId: apiId("organization", technology) },
    { kind: "COACHING" },
    { format: "INDIVIDUAL" },
    { organizationId: apiId("organization", sales), kind: "COACHING" },
  ] as const;
  for (const filter of filters) expect(await world.results(templateId, filter as never, sponsor)).toBeNull();
  // When five more of theirs have answered another survey, they are told of these alone.
  const more = await world.participants(5, sales);
  const survey = await world.sent(templateId, more);
  for (const person of more) await world.answer(person, [{ number: 1, value: 2 }]);
  await world.closed(survey);
  for (const filter of filters.slice(0, 2)) {
    const [question] = (await world.results(templateId, filter, sponsor)).questions;
    expect(question).toMatchObject({ n: 5, mean: 2 });
  }
  const [other] = (await world.results(templateId, filters[2], sponsor)).questions;
  expect(other).toMatchObject({ n: 0, mean: null });
});

test("Coaches, clients and finance are told of no results", async () => {
  for (const role of ["COACH", "CLIENT", "FINANCE", "ASSISTANT"]) {
    const { client } = await world.person([role], { organization_id: technology });
    expect([role, await world.results(templateId, {}, client)]).toEqual([role, null]);
  }
  const elsewhere = await SurveysWorld.open(stage);
  expect(await world.results(templateId, {}, elsewhere.manager)).toBeNull();
});
