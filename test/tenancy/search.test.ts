import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import type { Role } from "@coachwork/schema";
import { type AnyData, day, FirmFactory } from "@coachwork/testing";
import { type Inside, openInside } from "../isolation/inside.ts";
import { Search1793000000046 } from "../../packages/schema/src/migrations/1793000000046-search.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { signIn } from "../support/sign-in.ts";
import { spell } from "../support/spelling.ts";

/** A firm whose people are searched for. */
let stored: TestDatabase;
let inside: Inside;
let firm: FirmFactory;
let owner: string;
let coach: string;

const names = {
  zoe: ["Zoë Müller", "zm@alder.example"],
  johnson: ["Amy Johnson", "amy.j@alder.example"],
  johns: ["Johns Peter", "p.johns@birch.example"],
  obrien: ["Siân O’Brien", "sian@birch.example"],
  straße: ["Łukasz Großmann", "lukasz@birch.example"],
  jonas: ["Jonas Berg", "berg@alder.example"],
  marc: ["Marc Adler", "one@birch.example"],
  mark: ["Mark Adler", "two@birch.example"],
  maria: ["Maria Ek", "three@birch.example"],
  taro: ["山田太郎", "yamada@alder.example"],
} as const;

beforeAll(async () => {
  stored = await createTestDatabase();
  inside = await openInside(stored);
  firm = await FirmFactory.create(stored.admin);
  const alder = await firm.organization({ name: "Alder & Söhne" });
  await firm.organization({ name: "Birch" });
  await firm.team(alder, { name: "Vertrieb Süd" });
  owner = await firm.person(["OWNER"], { name: "Owner", email: "boss@firm.example" });
  coach = await firm.person(["COACH", "FINANCE"], { name: "Coach", email: "coach@firm.example" });
  const made: Record<string, string> = {};
  for (const [key, [name, email]] of Object.entries(names)) made[key] = await firm.person(["CLIENT"], { name, email });
  await firm.engagement({ coaches: [coach], participants: [made.zoe!] }, { title: "Führung im Wandel" });
  await firm.engagement({ participants: [made.johnson!] }, { title: "Speaking up", starts_on: day(-50) });
  await spell(stored.admin, firm.firmId);
  const other = await FirmFactory.create(stored.admin);
  await other.person(["CLIENT"], { name: "Zoë Müller" });
  await spell(stored.admin, other.firmId);
}, 60_000);

afterAll(async () => {
  await inside?.close();
  await stored?.drop();
});

async function ask(query: string, grants: Role[] = ["OWNER"], variables = {}): Promise<AnyData> {
  const personId = grants.includes("OWNER") ? owner : coach;
  const actor = { firmId: firm.firmId, personId, actorId: personId, grants, today: day(0), firmTimeZone: "UTC" };
  const { data, errors } = await inside.ask(actor, query, variables);
  expect(errors).toBeUndefined();
  return data;
}

async function found(search: string, grants?: Role[], more = ""): Promise<string[]> {
  const query = `query ($search: String) { people(first: 20, filter: { search: $search }${more}) { totalCount nodes { name } } }`;
  const { people } = await ask(query, grants, { search });
  expect(people.totalCount).toBe(people.nodes.length);
  return people.nodes.map(({ name }: AnyData) => name);
}

describe("people are found by their name", () => {
  test.each([
    ["without its accents", "Zoe Muller", ["Zoë Müller"]],
    ["in any case and order of its words", "MÜLLER zoë", ["Zoë Müller"]],
    ["by its beginning", "zo", ["Zoë Müller"]],
    ["without its apostrophe", "sian obrien", ["Siân O’Brien"]],
    ["with letters that are no accents", "Grossmann Lukasz", ["Łukasz Großmann"]],
    ["with a letter missing", "Jonson", ["Amy Johnson"]],
    ["with a letter too many", "Mulller", ["Zoë Müller"]],
    ["with a wrong letter", "Mullar", ["Zoë Müller"]],
    ["with two letters swapped", "Mulelr", ["Zoë Müller"]],
    ["with a letter missing before it is finished", "grosman", ["Łukasz Großmann"]],
    ["where words are not divided", "太郎", ["山田太郎"]],
    ["and not if one of the words is missing", "Zoe Johnson", []],
    ["and not by a short word that is not right", "zob", []],
    ["and not with two letters wrong", "Mxllyr", []],
    ["and nobody else by a mark that is not a letter", "%", Object.values(names).map(([name]) => name)],
  ])("%s", async (_, search, people) => {
    const all = await found(search);
    if (people.length > 1) expect(all).toEqual(expect.arrayContaining([...people]));
    else expect(all).toEqual(people);
  });

  test("best match first, and those that match alike by name", async () => {
    expect(await found("joh")).toEqual(["Amy Johnson", "Johns Peter"]);
    expect(await found("johns")).toEqual(["Johns Peter", "Amy Johnson", "Jonas Berg"]);
    expect(await found("mark")).toEqual(["Mark Adler", "Marc Adler"]);
    expect(await found("marc adler")).toEqual(["Marc Adler", "Mark Adler"]);
  });

  test("in the order that is asked for", async () => {
    expect(await found("johns", ["OWNER"], ", orderBy: NAME")).toEqual(["Amy Johnson", "Johns Peter", "Jonas Berg"]);
    expect(await found("johns", ["OWNER"], ", orderBy: NAME_DESC")).toEqual([
      "Jonas Berg",
      "Johns Peter",
      "Amy Johnson",
    ]);
  });

  test("page by page, forwards and backwards", async () => {
    const page = async (args: string) => {
      const query = `{ people(${args}, filter: { search: "johns" }) { nodes { name } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
      return (await ask(query)).people;
    };
    const first = await page("first: 1");
    expect(first).toMatchObject({ nodes: [{ name: "Johns Peter" }], pageInfo: { hasNextPage: true } });
    const second = await page(`first: 1, after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({ nodes: [{ name: "Amy Johnson" }], pageInfo: { hasNextPage: true } });
    const third = await page(`first: 5, after: "${second.pageInfo.endCursor}"`);
    expect(third).toMatchObject({ nodes: [{ name: "Jonas Berg" }], pageInfo: { hasNextPage: false } });
    const back = await page(`last: 1, before: "${third.pageInfo.startCursor}"`);
    expect(back).toMatchObject({ nodes: [{ name: "Amy Johnson" }], pageInfo: { hasPreviousPage: true } });
  });

  test("and a text without words leaves everybody, in the list's own order", async () => {
    const everybody = await found("");
    expect(everybody).toHaveLength(12);
    expect(await found(" -- ")).toEqual(everybody);
  });
});

describe("people are found by their e-mail address", () => {
  test.each([
    ["a part of it", "zm", ["Zoë Müller"]],
    ["the whole of it", "Amy.J@alder.example", ["Amy Johnson"]],
    ["a slip in front of the @", "yamda", ["山田太郎"]],
    ["its domain, spelt right", "zm alder", ["Zoë Müller"]],
    ["and not its domain with a slip", "zm@aldre.example", []],
    ["and not its domain with a letter too many", "zm balder", []],
    ["and a name", "zoe alder.example", ["Zoë Müller"]],
  ])("by %s", async (_, search, people) => expect(await found(search)).toEqual(people));

  test("only by those who may see it", async () => {
    expect(await found("Zoe", ["FINANCE"])).toEqual(["Zoë Müller"]);
    for (const search of ["zm", "zm@alder.example", "zoe alder", "yamada"])
      expect(await found(search, ["FINANCE"])).toEqual([]);
  });

  test("only of those whose addresses somebody sees who sees the names of all", async () => {
    expect(await found("example", ["COACH", "FINANCE"])).toEqual(["Coach", "Zoë Müller"]);
    expect(await found("zm", ["COACH", "FINANCE"])).toEqual(["Zoë Müller"]);
    expect(await found("amy alder", ["COACH", "FINANCE"])).toEqual([]);
    expect(await found("amy", ["COACH", "FINANCE"])).toEqual(["Amy Johnson"]);
    expect(await found("jonson", ["COACH"])).toEqual([]);
  });
});

describe("what has a name of its own is found like people", () => {
  test.each([
    ["organizations", "sohne", "name", ["Alder & Söhne"]],
    ["teams", "vertreib", "name", ["Vertrieb Süd"]],
    ["engagements", "wandel fuhr", "title", ["Führung im Wandel"]],
  ])("%s", async (list, search, field, expected) => {
    const answer = await ask(`{ ${list}(first: 9, filter: { search: "${search}" }) { nodes { ${field} } } }`);
    expect(answer[list].nodes.map((node: AnyData) => node[field])).toEqual(expected);
  });

  test("and engagements are counted as they are found", async () => {
    const { counted } = await ask(`{ counted: engagementCounts(filter: { search: "speaking" }) { of: status count } }`);
    expect(counted.filter(({ count }: AnyData) => count > 0)).toEqual([{ of: "ACTIVE", count: 1 }]);
  });
});

test("an update of the database makes those found who were there before", async () => {
  await signIn(stored, firm, owner);
  // As the tables' owner, whom row level security binds.
  await withConnection(stored.ownerUrl, async (client) => {
    const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
    const migration = new Search1793000000046();
    await query("begin");
    await migration.down({ query } as never);
    await migration.up({ query } as never);
    await query("commit");
  });
  expect(await found("Jonson")).toEqual(["Amy Johnson"]);
  expect(await found("zm@alder.example")).toEqual(["Zoë Müller"]);
  for (const [list, search] of [
    ["organizations", "sohne"],
    ["teams", "vertrieb"],
    ["engagements", "wandel"],
  ] as const) {
    const answer = await ask(`{ ${list}(first: 9, filter: { search: "${search}" }) { totalCount } }`);
    expect([list, answer[list].totalCount]).toEqual([list, 1]);
  }
});
