import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { SCALE } from "./goals-world.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: TestClient;
let client: TestClient;
let people: { readonly coach: string; readonly client: string };
let programId: string;
let engagementId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  people = { coach: await firm.person(["COACH"]), client: await firm.person(["CLIENT"]) };
  [coach, client] = [await signedIn(firm, people.coach), await signedIn(firm, people.client)];
  programId = await program();
  engagementId = await engagementIn(programId);
});

const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
const mentoring = { ...terms, kind: "MENTORING", mentoringForm: "FORMAL" };

async function program(given: object = terms, name = "First-time leaders"): Promise<string> {
  const made = await done(manager, "createProgram", { name, ...given }, { answer: "program { id }" });
  await done(manager, "activateProgram", { id: made.program.id }, { type: "ProgramMoveInput" });
  return made.program.id;
}

async function engagementIn(programId: string): Promise<string> {
  const members = { coachIds: [apiId("person", people.coach)], participantIds: [apiId("person", people.client)] };
  const input = { programId, title: "Leading", startsOn: day(-1), objectives: "To lead", ...members };
  return (await done(manager, "createEngagement", input, { answer: "engagement { id }" })).engagement.id;
}

const TEMPLATE = "goalTemplate { id title why scale archivedAt version program { id } }";
const create = (input: object = {}, by = manager) =>
  mutate(
    by,
    "createGoalTemplate",
    { programId, title: "Delegate", why: "Too much", scale: SCALE, ...input },
    { answer: TEMPLATE },
  );
const template = async (input: object = {}): Promise<AnyData> => (await create(input)).goalTemplate;
const begin = (templateId: string, input: object = {}, by = client) =>
  mutate(
    by,
    "createGoal",
    { engagementId, templateId, ...input },
    { answer: "goal { title why scale weight baselineLevel status }" },
  );

/** The titles of the templates that somebody finds, in the list and with the program. */
async function titles(by: TestClient): Promise<readonly string[] | null> {
  const text = `query($id: ID!) {
    goalTemplates(first: 9, filter: { programId: $id }) { nodes { id title } } program(id: $id) { goalTemplates(first: 9) { nodes { id title } } }
  }`;
  const found = await by.ask(text, { id: programId });
  if (found.program) expect(found.program.goalTemplates).toEqual(found.goalTemplates);
  for (const { id, title } of found.goalTemplates.nodes) {
    const read = await by.ask("query($id: ID!) { goalTemplate(id: $id) { title } node(id: $id) { id } }", { id });
    expect(read).toEqual({ goalTemplate: { title }, node: { id } });
  }
  return found.goalTemplates.nodes.map(({ title }: AnyData) => title);
}

describe("goal templates of a program", () => {
  test("are written, changed, archived and restored by those who run the practice", async () => {
    const { userErrors, goalTemplate: made } = await create();
    expect(userErrors).toEqual([]);
    expect(made).toMatchObject({
      title: "Delegate",
      why: "Too much",
      scale: SCALE,
      version: 1,
      program: { id: programId },
    });
    const change = (input: object) =>
      mutate(manager, "updateGoalTemplate", { id: made.id, ...input }, { answer: TEMPLATE });
    expect((await change({ title: "Hand over", scale: null })).goalTemplate).toMatchObject({
      title: "Hand over",
      scale: null,
    });
    expect((await change({ title: "Stale", version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
    expect((await change({ scale: ["Too", "few"] })).userErrors).toEqual([refusal("REQUIRED", "scale")]);
    for (const [name, archived] of [
      ["archiveGoalTemplate", expect.any(String)],
      ["restoreGoalTemplate", null],
    ] as const)
      expect((await done(manager, name, { id: made.id }, { answer: TEMPLATE })).goalTemplate.archivedAt).toEqual(
        archived,
      );
    for (const by of [coach, client]) expect((await create({}, by)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
  });

  test("have no scale in mentoring, and are not added to an archived program", async () => {
    const other = await program(mentoring, "Buddies");
    expect((await create({ programId: other })).userErrors).toEqual([refusal("NO_SCALE", "scale")]);
    const theme = await template({ programId: other, scale: null });
    const scaled = { id: theme.id, scale: SCALE };
    expect((await mutate(manager, "updateGoalTemplate", scaled)).userErrors).toEqual([refusal("NO_SCALE", "scale")]);
    await done(manager, "archiveProgram", { id: programId }, { type: "ProgramMoveInput" });
    expect((await create()).userErrors).toEqual([refusal("WRONG_STATUS", "programId")]);
  });

  test("are offered to coaches and clients of its engagements until they are archived, and to nobody else", async () => {
    const [first, second] = [await template(), await template({ title: "Say no" })];
    await done(manager, "archiveGoalTemplate", { id: second.id });
    expect(await titles(manager)).toEqual(["Delegate", "Say no"]);
    for (const by of [coach, client]) expect(await titles(by)).toEqual(["Delegate"]);
    const organization = await firm.organization();
    const others = [
      await firm.person(["COACH"]),
      await firm.person(["CLIENT"]),
      await firm.person(["SPONSOR"], { organization_id: organization }),
      await firm.person(["FINANCE"]),
    ];
    for (const other of others) {
      const by = await signedIn(firm, other);
      expect(await titles(by)).toEqual([]);
      const node = await by.ask("query($id: ID!) { node(id: $id) { id } }", { id: first.id });
      expect(node).toEqual({ node: null });
    }
    const node = await client.ask("query($id: ID!) { node(id: $id) { id } }", { id: second.id });
    expect(node).toEqual({ node: null });
  });
});

describe("a goal", () => {
  test("copies a template, unless something else is given, and keeps what it copied", async () => {
    const { id } = await template();
    const copied = { title: "Delegate", why: "Too much", scale: SCALE, weight: 1, baselineLevel: null, status: "OPEN" };
    expect(await begin(id)).toEqual({ goal: copied, userErrors: [] });
    const own = { title: "Delegate more", why: null, scale: [...SCALE].reverse(), baselineLevel: -1 };
    expect((await begin(id, own, coach)).goal).toMatchObject(own);
    await done(manager, "updateGoalTemplate", { id, title: "Changed" });
    await done(manager, "archiveGoalTemplate", { id });
    const { goals } = await client.ask("{ goals(first: 9) { nodes { title } } }");
    expect(goals.nodes).toEqual([{ title: "Delegate" }, { title: "Delegate more" }]);
  });

  test("needs a title, or a template of its engagement's program that is offered", async () => {
    expect((await mutate(client, "createGoal", { engagementId })).userErrors).toEqual([refusal("REQUIRED", "title")]);
    const other = await template({ programId: await program(terms, "Another program") });
    expect((await begin(other.id)).userErrors).toEqual([refusal("NOT_FOUND", "templateId")]);
    await engagementIn(other.program.id);
    expect((await begin(other.id)).userErrors).toEqual([refusal("OTHER_PROGRAM", "templateId")]);
    const { id } = await template();
    await done(manager, "archiveGoalTemplate", { id });
    expect((await begin(id)).userErrors).toEqual([refusal("NOT_FOUND", "templateId")]);
  });

  test("of mentoring begins with a template, too", async () => {
    programId = await program(mentoring, "Buddies");
    engagementId = await engagementIn(programId);
    const { id } = await template({ scale: null });
    expect((await begin(id)).goal).toMatchObject({ title: "Delegate", why: "Too much", scale: null, weight: null });
  });
});

test("templates lose the name of somebody who is erased", async () => {
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  const gone = await firm.person(["CLIENT"], { name: "Zora Quillon" });
  const { id } = await template({
    title: "Speak like Zora Quillon",
    scale: [...SCALE.slice(1), "As Zora Quillon does"],
  });
  const personId = apiId("person", gone);
  await done(owner, "deactivatePerson", { personId });
  await done(owner, "erasePerson", { personId });
  const read = await manager.ask("query($id: ID!) { goalTemplate(id: $id) { title scale } }", { id });
  expect(read.goalTemplate).toEqual({ title: "Speak like […]", scale: [...SCALE.slice(1), "As […] does"] });
});
