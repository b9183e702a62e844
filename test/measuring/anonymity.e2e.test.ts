import { beforeAll, expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type Asked, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
let people: readonly Asked[];
let templateId: string;
let survey: string;
/** What the table owner, who sees everything, finds of the firm. */
const query = async (text: string) => (await stage.database.admin.query(text, [world.firm.firmId])).rows as object[];
const WORTH = 7_654_321;

beforeAll(async () => {
  world = await SurveysWorld.open(stage);
  people = await world.participants(6, await world.organization("Alder"));
  templateId = await world.template();
  survey = await world.sent(templateId, people);
  for (const [place, person] of people.entries()) {
    const [invitation] = await world.invitations(person);
    const answers = [
      { number: 1, value: place === 0 ? 1 : 5 },
      { number: 4, benefit: place === 0 ? WORTH : 1_000, share: 100, confidence: 100 },
    ];
    const input = { id: invitation!.id, answers, idempotencyKey: `answer ${place}` };
    expect((await mutate(person.client, "answerSurvey", input)).userErrors).toEqual([]);
  }
});

test("While it is open, no time, version, event or idempotency key tells who answered", async () => {
  const { firmId } = world.firm;
  expect(await query("select 1 from survey_invitation where firm_id = $1 and updated_at <> invited_at")).toEqual([]);
  expect(await query("select version from survey where firm_id = $1")).toEqual([{ version: 1 }]);
  expect(await query("select 1 from idempotency_key where firm_id = $1")).toEqual([]);
  const events = await query("select type from event where firm_id = $1 and type like 'survey%' order by seq");
  expect(events).toEqual(["survey_template.created", "survey.sent", "survey.opened"].map((type) => ({ type })));
  const jobs = `select payload from graphile_worker._private_jobs where payload->>'firmId' = $1 and payload::text ~ 'answer'`;
  expect((await stage.database.admin.query(jobs, [firmId])).rows).toEqual([]);
});

test("Once it has closed, the owner of the tables finds sums of at least 5, and nobody to join them with", async () => {
  await world.closed(survey);
  expect(await query("select 1 from survey_invitation where firm_id = $1")).toEqual([]);
  const blocks = (await query("select * from answer_block where firm_id = $1")) as Record<string, unknown>[];
  expect(blocks.map(({ number, n }) => [number, n]).sort()).toEqual([
    [1, 6],
    [4, 6],
  ]);
  for (const block of blocks) {
    // Neither a person nor a time: ids that tell no order, and the quarter.
    expect(Object.keys(block)).not.toEqual(expect.arrayContaining(["person_id", "created_at", "updated_at"]));
    expect(String(block.id)).toMatch(/^.{14}4/);
  }
  // No row of any table has the answer that one person alone gave.
  const tables = await stage.database.admin.query<{ table_name: string }>(
    `select c.table_name from information_schema.columns c
     where c.table_schema = 'public' and c.column_name = 'firm_id'`,
  );
  for (const { table_name: table } of tables.rows) {
    const found = await query(`select 1 from ${table} x where firm_id = $1 and x::text like '%${WORTH}%'`);
    expect([table, found]).toEqual([table, []]);
  }
  const people = (await query("select id from person where firm_id = $1")) as { id: string }[];
  for (const { id } of people) expect(JSON.stringify(blocks)).not.toContain(id);
  const [told] = (await query("select actor_id, ids from event where firm_id = $1 and type = 'survey.counted'")) as {
    actor_id: unknown;
    ids: object;
  }[];
  expect(told).toMatchObject({ actor_id: null });
  expect(Object.keys(told!.ids)).toEqual(["survey"]);
});

test("The database refuses a block of fewer than 5, whatever the code does", async () => {
  const smaller = `update answer_block set n = 4 where firm_id = $1`;
  await expect(query(smaller)).rejects.toThrow("answer_block_n_check");
});

test("An anonymous survey that fewer than 5 answered leaves nothing at all", async () => {
  const id = await world.sent(templateId, people);
  for (const person of people.slice(0, 4)) await world.answer(person, [{ number: 1, value: 2 }]);
  await world.closed(id);
  const uuid = id.slice("survey_".length);
  expect(await query(`select 1 from answer_block where firm_id = $1 and survey_id = '${uuid}'`)).toEqual([]);
  expect(await query("select 1 from survey_invitation where firm_id = $1")).toEqual([]);
  expect((await world.results(templateId, { surveyId: id })).questions[0]).toMatchObject({ n: 0, mean: null });
  // What was told before does not move.
  expect((await world.results(templateId)).questions[0]).toMatchObject({ n: 6, mean: 4.33 });
});

test("A person who is erased goes from an open survey, and stays in what was counted", async () => {
  const owner = await world.person(["OWNER"]);
  await world.sent(templateId, people);
  const [gone] = people;
  await mutate(owner.client, "deactivatePerson", { personId: apiId("person", gone!.id) });
  const { userErrors } = await mutate(owner.client, "erasePerson", { personId: apiId("person", gone!.id) });
  expect(userErrors).toEqual([]);
  expect(await query("select count(*)::integer as n from survey_invitation where firm_id = $1")).toEqual([{ n: 5 }]);
  expect((await world.results(templateId)).questions[0]).toMatchObject({ n: 6 });
});
