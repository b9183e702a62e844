import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { apiId, createTestDatabase, day, type TestDatabase } from "@coachwork/testing";
import { type Inside, openInside } from "./inside.js";
import { type ViewerName, viewersOf } from "./viewers.js";
import { createWorld, type World } from "./world.js";

jest.setTimeout(30_000);

let database: TestDatabase;
let world: World;
let inside: Inside;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database.admin);
  inside = await openInside(database);
});
afterAll(async () => {
  await inside.close();
  await database.drop();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each row of the tables reads another shape
type Data = any;

async function ask(viewer: ViewerName, query: string): Promise<Data> {
  const { data, errors } = await inside.ask(viewersOf(world)[viewer], query);
  expect(errors).toBeUndefined();
  return data;
}

const sorted = (values: readonly string[]) => [...values].sort();

describe("A client in a group", () => {
  test("sees who else is in it, and the fellow's part in this group alone", async () => {
    const query = `{ engagement(id: "${apiId("engagement", world.near.group)}") {
      participants(first: 100) { nodes { person { name participation(first: 100) { nodes { engagement { title } } } } } } } }`;
    const { engagement } = await ask("CLIENT", query);
    const people = engagement.participants.nodes.map(({ person }: Data) => person);
    expect(sorted(people.map(({ name }: Data) => name))).toEqual([
      "NEAR OUTSIDER",
      "NEAR client",
      "NEAR fellow client",
      "NEAR former client",
    ]);
    const fellow = people.find(({ name }: Data) => name === "NEAR fellow client");
    expect(sorted(fellow.participation.nodes.map((one: Data) => one.engagement.title))).toEqual([
      "NEAR group",
      "NEAR teamwork",
    ]);
  });
});

describe("From the date on which somebody leaves an engagement", () => {
  test("a coach sees nothing of it but their own private notes", async () => {
    const query =
      "{ engagements(first: 9) { totalCount } sessions(first: 9) { totalCount } people(first: 9) { nodes { name } } notes(first: 9) { nodes { text engagement { id } } } }";
    expect(await ask("coach who left", query)).toEqual({
      engagements: { totalCount: 0 },
      sessions: { totalCount: 0 },
      people: { nodes: [{ name: "NEAR coach who left" }] },
      notes: { nodes: [{ text: "NEAR NOTE PRIVATE by leaver", engagement: null }] },
    });
  });

  test("and up to the day before sees it as ever", async () => {
    const actor = { ...viewersOf(world)["coach who left"], today: day(-2) };
    const { data } = await inside.ask(
      actor,
      "{ engagements(first: 9) { nodes { title } } notes(first: 9) { totalCount } }",
    );
    expect(data).toEqual({ engagements: { nodes: [{ title: "NEAR group" }] }, notes: { totalCount: 4 } });
  });

  test("and before the date on which somebody joins, nothing", async () => {
    const actor = { ...viewersOf(world).COACH, today: day(-31) };
    const { data } = await inside.ask(
      actor,
      "{ engagements(first: 9) { totalCount } sessions(first: 9) { totalCount } }",
    );
    expect(data).toEqual({ engagements: { totalCount: 0 }, sessions: { totalCount: 0 } });
  });

  test("a client sees nothing of it", async () => {
    const query =
      "{ engagements(first: 9) { totalCount } sessions(first: 9) { totalCount } people(first: 9) { totalCount } notes(first: 9) { totalCount } }";
    const none = { totalCount: 0 };
    expect(await ask("client who left", query)).toEqual({
      engagements: none,
      sessions: none,
      people: { totalCount: 1 },
      notes: none,
    });
  });
});
