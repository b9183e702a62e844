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

/** Words that a row's label begins with, sorted: what a viewer sees is told by the marks in it. */
const sorted = (values: readonly string[]) => [...values].sort();
const everyRole = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE"] as const;
type Row<T> = Readonly<Record<(typeof everyRole)[number], T>>;
const cells = <T>(row: Row<T>) => everyRole.map((role) => [role, row[role]] as const);

describe("A note of an engagement is read", () => {
  const own = (coach: readonly string[], client: readonly string[]): Row<readonly string[]> => ({
    OWNER: [],
    ADMIN: [],
    PROGRAM_MANAGER: [],
    COACH: coach,
    CLIENT: client,
    SPONSOR: [],
    FINANCE: [],
  });
  const byVisibility: Readonly<Record<string, Row<readonly string[]>>> = {
    PRIVATE: own(["NEAR NOTE PRIVATE by coach"], []),
    COACHES: own(["NEAR NOTE COACHES by coach", "NEAR NOTE COACHES by leaver"], []),
    SHARED: own(["NEAR NOTE SHARED by coach"], ["NEAR NOTE SHARED by coach"]),
  };
  const table = Object.entries(byVisibility).flatMap(([visibility, row]) =>
    cells(row).map(([role, seen]) => [visibility, role, seen] as const),
  );

  test.each(table)("%s by %s: %j", async (visibility, role, seen) => {
    const { notes } = await ask(role, "{ notes(first: 100) { nodes { visibility text } } }");
    const texts = notes.nodes.filter((note: Data) => note.visibility === visibility).map((note: Data) => note.text);
    expect(sorted(texts)).toEqual(sorted(seen));
  });
});

const nearEngagements = ["NEAR alone", "NEAR group", "NEAR teamwork"];
const allEngagements = [...nearEngagements, "FARA alone", "FARA group", "FARA teamwork", "FELLOWX engagement"];

describe("An engagement, with its status, dates and count of sessions, is seen", () => {
  const seen: Row<readonly string[]> = {
    OWNER: allEngagements,
    ADMIN: allEngagements,
    PROGRAM_MANAGER: allEngagements,
    COACH: nearEngagements,
    CLIENT: nearEngagements,
    SPONSOR: nearEngagements,
    FINANCE: allEngagements,
  };
  test.each(cells(seen))("by %s: %j", async (role, titles) => {
    const { engagements } = await ask(
      role,
      "{ engagements(first: 100) { totalCount nodes { title status startsOn endsOn sessionCount } } }",
    );
    expect(sorted(engagements.nodes.map(({ title }: Data) => title))).toEqual(sorted(titles));
    expect(engagements.totalCount).toBe(titles.length);
    const group = engagements.nodes.find(({ title }: Data) => title === "NEAR group");
    expect(group).toEqual({
      title: "NEAR group",
      status: "ACTIVE",
      startsOn: day(-30),
      endsOn: day(90),
      sessionCount: 1,
    });
  });
});

describe("A session is seen", () => {
  const whole = { date: day(11), kind: "CHEMISTRY", startsAt: `${day(11)}T09:37:41.617Z`, coaches: 2 };
  const both = ["NEAR client LATE", "NEAR fellow client EXCUSED"];
  const dated = { date: day(11), kind: null, startsAt: null, coaches: 0 };
  const seen: Row<readonly [count: number, group: object]> = {
    OWNER: [7, { ...whole, attendance: both }],
    ADMIN: [7, { ...whole, attendance: both }],
    PROGRAM_MANAGER: [7, { ...whole, attendance: both }],
    COACH: [3, { ...whole, attendance: both }],
    CLIENT: [3, { ...whole, attendance: ["NEAR client LATE"] }],
    SPONSOR: [3, { ...dated, attendance: [] }],
    FINANCE: [7, { ...dated, attendance: both }],
  };
  test.each(cells(seen))("by %s: %j", async (role, [count, group]) => {
    const fields = "date kind startsAt coaches { coach { id } } attendance { status person { name } }";
    const id = apiId("session", world.near.sessions.group);
    const { sessions, session } = await ask(
      role,
      `{ sessions(first: 100) { totalCount } session(id: "${id}") { ${fields} } }`,
    );
    expect(sessions.totalCount).toBe(count);
    const attendance = sorted(session.attendance.map(({ status, person }: Data) => `${person.name} ${status}`));
    expect({ ...session, coaches: session.coaches.length, attendance }).toEqual(group);
  });
});

describe("A person is seen", () => {
  const circle = [
    "NEAR client",
    "NEAR coach",
    "NEAR coach who left",
    "NEAR fellow client",
    "NEAR former client",
    "NEAR OUTSIDER",
    "NEAR second coach",
  ];
  const seen: Row<readonly [people: readonly string[] | number, profile: boolean]> = {
    OWNER: [22, true],
    ADMIN: [22, true],
    PROGRAM_MANAGER: [22, true],
    COACH: [circle, true],
    CLIENT: [circle, true],
    SPONSOR: [["NEAR client", "NEAR fellow client", "NEAR former client", "NEAR sponsor"], true],
    FINANCE: [22, false],
  };
  test.each(cells(seen))("by %s: %j", async (role, [people, profile]) => {
    const fields = "name externalId email timeZone locale roles createdAt";
    const answer = await ask(
      role,
      `{ people(first: 100) { totalCount nodes { ${fields} organization { name } team { name } } } }`,
    );
    if (typeof people === "number") expect(answer.people.totalCount).toBe(people);
    else expect(sorted(answer.people.nodes.map(({ name }: Data) => name))).toEqual(sorted(people));
    const client = answer.people.nodes.find(({ name }: Data) => name === "NEAR client");
    const nothing = {
      externalId: null,
      email: null,
      timeZone: null,
      locale: null,
      roles: [],
      createdAt: null,
      organization: null,
      team: null,
    };
    if (profile) expect(client).toMatchObject({ email: "client@near.mail-mark.example", roles: ["CLIENT"] });
    else expect(client).toEqual({ name: "NEAR client", ...nothing });
  });

  test("by their sponsor with the company and team they work in, by their coach likewise", async () => {
    for (const role of ["SPONSOR", "COACH"] as const) {
      const { person } = await ask(
        role,
        `{ person(id: "${apiId("person", world.near.client)}") { organization { name } team { name } } }`,
      );
      expect(person).toEqual({ organization: { name: "NEAR ORGANIZATION" }, team: { name: "NEAR TEAM" } });
    }
  });
});

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

describe("An API key", () => {
  const questions = {
    "people:read": [
      "people(first: 100) { totalCount nodes { name email organization { name } team { name } } }",
      "organizations(first: 9) { totalCount }",
      "teams(first: 9) { totalCount }",
    ],
    "engagements:read": [
      "engagements(first: 100) { totalCount nodes { title objectives sessionCount coaches(first: 9) { totalCount } participants(first: 9) { totalCount } } }",
    ],
    "schedule:read": [
      "sessions(first: 100) { totalCount nodes { startsAt attendance { status } moves(first: 9) { totalCount } } }",
    ],
    none: ["notes(first: 9) { totalCount }", "apiKeys(first: 9) { totalCount }"],
  };
  const scopes = ["people:read", "engagements:read", "schedule:read"] as const;
  const table = scopes.flatMap((scope) =>
    Object.entries(questions).flatMap(([needed, all]) =>
      all.map((question) => [scope, needed === scope, question] as const),
    ),
  );

  test.each(table)("with the scope %s is answered (%s): %s", async (scope, answered, question) => {
    const { data, errors } = await inside.ask(viewersOf(world)[scope], `{ ${question} }`);
    if (answered) {
      expect(errors).toBeUndefined();
      expect(Object.values(data as Record<string, { totalCount: number }>)[0]!.totalCount).toBeGreaterThan(1);
    } else {
      expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
      expect(data ?? null).toBeNull();
    }
  });

  test.each(scopes)("with the scope %s never reads a note, whichever way it asks", async (scope) => {
    const note = apiId("note", world.near.notes.shared);
    for (const question of [
      `note(id: "${note}") { text }`,
      `node(id: "${note}") { id }`,
      "engagements(first: 1) { nodes { notes(first: 1) { nodes { text } } } }",
    ]) {
      const { errors } = await inside.ask(viewersOf(world)[scope], `{ ${question} }`);
      expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
    }
  });

  test("changes nothing, whatever its scopes", async () => {
    const actor = { ...viewersOf(world)["people:read"], grants: [...scopes] };
    const { errors } = await inside.ask(
      actor,
      `mutation { createOrganization(input: { name: "By key" }) { userErrors { code } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
  });
});
