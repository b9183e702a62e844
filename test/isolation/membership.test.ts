import { describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type ViewerName, viewersOf } from "./viewers.js";
import { ScheduleRows } from "./schedule-rows.js";
import { marks } from "./world.js";

const { database, world, inside } = await insideWorld();

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

describe("A sponsor", () => {
  test("sees nobody who works there and is coached at another's expense alone, whoever else pays or nobody", async () => {
    const rows = new ScheduleRows(database.admin, world.firmA, { ...marks.near, ids: "abababab-abab-7bab-8bab" });
    const coached = async (name: string, payer: string | null) => {
      const person = await rows.person(name, ["CLIENT"], { organization_id: world.near.organization });
      const members = { coaches: [world.near.coach], participants: [person] };
      await rows.engagement(name, members, { organization_id: payer });
    };
    await coached("PAID BY ANOTHER", world.far.organization);
    await coached("PAID BY NOBODY", null);
    await coached("PAID BY THEIRS", world.near.organization);
    const query = `{ people(first: 100) { totalCount nodes { name } }
      organizations(first: 9) { nodes { people(first: 100) { totalCount nodes { name } } } } }`;
    const { people, organizations } = await ask("SPONSOR", query);
    for (const seen of [people, ...organizations.nodes.map((one: Data) => one.people)]) {
      const names = seen.nodes.map(({ name }: Data) => name);
      expect(names.filter((name: string) => name.includes("PAID BY"))).toEqual(["NEAR PAID BY THEIRS"]);
      expect(seen.totalCount).toBe(names.length);
    }
  });
});
