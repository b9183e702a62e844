import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mutations, type Role } from "@coachwork/schema";
import { type AnyData, apiId, at, day, FirmFactory } from "@coachwork/testing";
import { type Inside, openInside } from "../isolation/inside.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { spell } from "../support/spelling.ts";

/** A firm whose lists are filtered, sorted and counted. */
let stored: TestDatabase;
let inside: Inside;
let firm: FirmFactory;
let people: Record<"owner" | "finance" | "sponsor" | "coach" | "other" | "client" | "fellow", string>;
let birch: string;
let team: string;

beforeAll(async () => {
  stored = await createTestDatabase();
  inside = await openInside(stored);
  firm = await FirmFactory.create(stored.admin);
  birch = await firm.organization();
  team = await firm.team(birch);
  const atBirch = { organization_id: birch, team_id: team };
  people = {
    owner: await firm.person(["OWNER"], { name: "Owner" }),
    finance: await firm.person(["FINANCE"], { name: "Finance" }),
    sponsor: await firm.person(["SPONSOR"], { name: "Sponsor", organization_id: birch }),
    coach: await firm.person(["COACH"], { name: "Coach", email: "Coach@Firm.example" }),
    other: await firm.person(["COACH"], { name: "Other" }),
    client: await firm.person(["CLIENT"], { name: "Client", ...atBirch }),
    fellow: await firm.person(["CLIENT"], { name: "Fellow" }),
  };
  const { coach, other, client, fellow } = people;
  const days = (starts: number, ends: number) => ({ starts_on: day(starts), ends_on: day(ends) });
  const first = await firm.engagement(
    { coaches: [coach], participants: [client] },
    { title: "Leading a Team", organization_id: birch, ...days(-60, 10) },
  );
  await firm.engagement(
    { coaches: [coach, other], participants: [client, fellow] },
    { title: "Speaking", format: "GROUP", ...days(-30, 100) },
  );
  await firm.engagement({ coaches: [other] }, { title: "Planning", status: "DRAFT", ...days(5, 200) });
  const session = (offset: number, status: string, kind = "REGULAR") =>
    firm.session(first, { coaches: [coach], participants: [client], startsAt: at(offset, 9) }, { status, kind });
  await session(-20, "COMPLETED", "INTAKE");
  await session(-10, "COMPLETED");
  await session(-5, "CANCELLED");
  await session(3, "CANCELLED");
  await session(7, "CONFIRMED");
  await session(9, "CONFIRMED", "REVIEW");
  await spell(stored.admin, firm.firmId);
}, 60_000);

afterAll(async () => {
  await inside?.close();
  await stored?.drop();
});

const roles: Record<string, Role> = {
  owner: "OWNER",
  finance: "FINANCE",
  sponsor: "SPONSOR",
  coach: "COACH",
  other: "COACH",
  client: "CLIENT",
  fellow: "CLIENT",
};

async function ask(who: keyof typeof people, query: string): Promise<AnyData> {
  const personId = people[who];
  const actor = {
    firmId: firm.firmId,
    personId,
    actorId: personId,
    grants: [roles[who]!],
    today: day(0),
    firmTimeZone: "UTC",
  };
  const { data, errors } = await inside.ask(actor, query);
  expect(errors).toBeUndefined();
  return data;
}

const person = (who: keyof typeof people) => `"${apiId("person", people[who])}"`;

async function titles(who: keyof typeof people, filter: string): Promise<string[]> {
  const { engagements } = await ask(
    who,
    `{ engagements(first: 9, orderBy: TITLE, filter: ${filter}) { nodes { title } } }`,
  );
  return engagements.nodes.map(({ title }: AnyData) => title);
}

async function dates(who: keyof typeof people, filter: string): Promise<string[]> {
  const { sessions } = await ask(who, `{ sessions(first: 9, orderBy: DATE, filter: ${filter}) { nodes { date } } }`);
  return sessions.nodes.map(({ date }: AnyData) => date);
}

async function names(who: keyof typeof people, filter: string): Promise<string[]> {
  const { people: found } = await ask(who, `{ people(first: 9, filter: ${filter}) { nodes { name } } }`);
  return found.nodes.map(({ name }: AnyData) => name);
}

describe("engagements are found", () => {
  test.each([
    ["by a part of their title", () => `{ search: "a tEAM" }`, ["Leading a Team"]],
    ["by several statuses", () => "{ statuses: [DRAFT, PAUSED] }", ["Planning"]],
    ["by no status", () => "{ statuses: [] }", []],
    ["by a coach", () => `{ coachId: ${person("other")} }`, ["Planning", "Speaking"]],
    ["by a participant", () => `{ participantId: ${person("client")} }`, ["Leading a Team", "Speaking"]],
    ["by when they start", () => `{ startsFrom: "${day(-30)}", startsBefore: "${day(5)}" }`, ["Speaking"]],
    ["by when they end", () => `{ endsFrom: "${day(10)}", endsBefore: "${day(100)}" }`, ["Leading a Team"]],
  ])("%s", async (_, filter, found) => expect(await titles("owner", filter())).toEqual(found));

  test("by a coach only for viewers who see the engagement's coaches", async () => {
    expect(await titles("sponsor", "{}")).toEqual(["Leading a Team"]);
    expect(await titles("sponsor", `{ coachId: ${person("coach")} }`)).toEqual([]);
    expect(await titles("client", `{ coachId: ${person("other")} }`)).toEqual(["Speaking"]);
  });

  test("by a participant of the sponsor's own company, and by no other", async () => {
    expect(await titles("sponsor", `{ participantId: ${person("client")} }`)).toEqual(["Leading a Team"]);
    await stored.admin.query("update engagement set organization_id = $1 where title = 'Speaking'", [birch]);
    expect(await titles("sponsor", `{ participantId: ${person("fellow")} }`)).toEqual([]);
    await stored.admin.query("update engagement set organization_id = null where title = 'Speaking'");
  });
});

describe("sessions are found", () => {
  test.each([
    ["by their kind", () => "{ kind: REVIEW }", [9]],
    [
      "by who pays for the engagement",
      () => `{ organizationId: "${apiId("organization", birch)}" }`,
      [-20, -10, -5, 3, 7, 9],
    ],
    ["by a participant", () => `{ participantId: ${person("client")}, kind: INTAKE }`, [-20]],
    ["by no participant", () => `{ participantId: ${person("fellow")} }`, []],
  ])("%s", async (_, filter, offsets) =>
    expect(await dates("owner", filter())).toEqual(offsets.map((offset) => day(offset))),
  );

  test("by a kind or participant only for viewers who may read that", async () => {
    expect(await dates("sponsor", "{}")).toHaveLength(6);
    expect(await dates("sponsor", "{ kind: REGULAR }")).toEqual([]);
    expect(await dates("finance", "{ kind: REGULAR }")).toEqual([]);
    expect(await dates("sponsor", `{ participantId: ${person("client")} }`)).toEqual([]);
    expect(await dates("finance", `{ participantId: ${person("client")} }`)).toHaveLength(6);
  });
});

describe("people are found", () => {
  test.each([
    ["by their e-mail address, ignoring case", () => `{ email: "cOACH@firm.EXAMPLE" }`, ["Coach"]],
    ["by a whole address and no part of it", () => `{ email: "coach@firm" }`, []],
    ["by their team", () => `{ teamId: "${apiId("team", team)}" }`, ["Client"]],
    ["by any of several roles", () => "{ anyRole: [OWNER, COACH] }", ["Coach", "Other", "Owner"]],
  ])("%s", async (_, filter, found) => expect(await names("owner", filter())).toEqual(found));

  test("by none of these where finance may only see names", async () => {
    expect(await names("finance", "{}")).toHaveLength(7);
    for (const filter of [
      `{ email: "coach@firm.example" }`,
      `{ teamId: "${apiId("team", team)}" }`,
      "{ anyRole: [COACH] }",
    ])
      expect(await names("finance", filter)).toEqual([]);
  });
});

describe("engagementCounts", () => {
  const counts = async (who: keyof typeof people, filter = "") => {
    const { counted } = await ask(who, `{ counted: engagementCounts${filter} { of: status count } }`);
    return Object.fromEntries(counted.map(({ of, count }: AnyData) => [of, count]));
  };

  test("counts what the list shows, with 0 for the other statuses", async () => {
    expect(await counts("owner")).toEqual({ DRAFT: 1, ACTIVE: 2, PAUSED: 0, COMPLETED: 0, CANCELLED: 0 });
    expect(await counts("client")).toMatchObject({ DRAFT: 0, ACTIVE: 2 });
    expect(await counts("sponsor")).toMatchObject({ DRAFT: 0, ACTIVE: 1 });
  });

  test("counts what its filter leaves", async () => {
    expect(await counts("owner", `(filter: { coachId: ${person("other")} })`)).toMatchObject({ DRAFT: 1, ACTIVE: 1 });
    expect(await counts("sponsor", `(filter: { coachId: ${person("coach")} })`)).toMatchObject({ ACTIVE: 0 });
  });
});

describe("the next and the last session of an engagement", () => {
  const both = async (who: keyof typeof people) => {
    const query = `{ engagements(first: 9, filter: { search: "Leading" }) { nodes { nextSession { date kind } lastSession { date } } } }`;
    const { engagements } = await ask(who, query);
    return engagements.nodes;
  };

  test("are those that are booked and that took place", async () => {
    const found = [{ nextSession: { date: day(7), kind: "REGULAR" }, lastSession: { date: day(-10) } }];
    expect(await both("owner")).toEqual(found);
    expect(await both("client")).toEqual(found);
  });

  test("are hidden from viewers who may only see dates", async () => {
    const hidden = [{ nextSession: null, lastSession: null }];
    expect(await both("finance")).toEqual(hidden);
    expect(await both("sponsor")).toEqual(hidden);
  });
});

describe("permissions", () => {
  const own = async (who: keyof typeof people): Promise<string[]> =>
    (await ask(who, "{ me { permissions } }")).me.permissions;

  test("are the mutations that the viewer's roles may perform", async () => {
    for (const who of ["owner", "coach", "client", "finance"] as const) {
      const allowed = mutations.filter((mutation) => mutation.roles.includes(roles[who]!));
      expect(await own(who)).toEqual(allowed.map(({ name }) => name).sort());
    }
    expect(await own("owner")).toContain("createApiKey");
    expect(await own("client")).not.toContain("createApiKey");
  });

  test("of others are hidden", async () => {
    expect((await ask("owner", `{ person(id: ${person("coach")}) { permissions } }`)).person.permissions).toEqual([]);
  });
});
