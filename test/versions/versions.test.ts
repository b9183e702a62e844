import { describe, expect, test } from "@jest/globals";
import { changelog, compareVersions, currentSchema, releases } from "../../infra/versions/changelog.ts";
import { compare, flawsAfter } from "../../infra/versions/compare.ts";

/** What may follow a release of the API, and how it is told. */
const TODAY = "2027-03-01";

const released = `
  type Query { person(id: ID!): Person gone(id: ID!): Gone @deprecated(reason: "Use person. Removed from 2027-02-01 on.")
    later: Int @deprecated(reason: "Use person. Removed from 2027-06-01 on.") }
  interface Named { name: String! }
  type Person implements Named { name: String! age: Int status: Status! }
  type Gone { thing: GoneThing } type GoneThing { id: ID! }
  enum Status { ACTIVE LEFT OLD @deprecated(reason: "Use LEFT. Removed from 2027-03-01 on.") }
  input CreateInput { name: String! age: Int key: String @deprecated(reason: "Removed from 2026-12-31 on.") }
  type Payload { person: Person }
  type Mutation { create(input: CreateInput!): Payload! }
`;

/** The release with some of its text replaced. */
const changed = (...replacements: readonly (readonly [string, string])[]) =>
  replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, released);

const gone = [
  ['gone(id: ID!): Gone @deprecated(reason: "Use person. Removed from 2027-02-01 on.")', ""],
  ["type Gone { thing: GoneThing } type GoneThing { id: ID! }", ""],
] as const;

describe("after a release", () => {
  test.each([
    ["a field is removed", ["age: Int status", "status"], "Field 'age' was removed from object type 'Person'"],
    [
      "a field may be null",
      ["name: String! age: Int status", "name: String age: Int status"],
      "changed type from 'String!' to 'String'",
    ],
    [
      "a type is removed",
      ["type Payload { person: Person }", "type Payload { ok: Boolean }"],
      "Field 'person' was removed",
    ],
    ["an argument is required", ["person(id: ID!)", "person(id: ID!, at: Int!)"], "Argument 'at: Int!' added"],
    [
      "an input is required",
      ["name: String! age: Int key", "name: String! age: Int! key"],
      "changed type from 'Int' to 'Int!'",
    ],
    ["a value is removed", ["ACTIVE LEFT", "ACTIVE"], "Enum value 'LEFT' was removed"],
    [
      "a deprecated field is removed before its day",
      ['later: Int @deprecated(reason: "Use person. Removed from 2027-06-01 on.")', ""],
      "'later'",
    ],
  ] as const)("nothing may break: %s", async (_, replacement, message) => {
    expect((await flawsAfter(released, changed(replacement), TODAY)).join("\n")).toContain(message);
  });

  test.each([
    ["a deprecated field, with the types that it alone uses", gone],
    ["a deprecated value", [['OLD @deprecated(reason: "Use LEFT. Removed from 2027-03-01 on.")', ""]]],
    ["a deprecated input", [['key: String @deprecated(reason: "Removed from 2026-12-31 on.")', ""]]],
  ] as const)("what ran its time may be removed: %s", async (_, replacements) => {
    expect(await flawsAfter(released, changed(...replacements), TODAY)).toEqual([]);
    expect(await flawsAfter(released, changed(...replacements), "2026-12-30")).not.toEqual([]);
  });

  test("what is deprecated names the day from which it may be removed", async () => {
    const endless = changed(["age: Int status", 'age: Int @deprecated(reason: "Use birthday.") status']);
    expect(await flawsAfter(released, endless, TODAY)).toEqual([
      "age is deprecated. Its reason must name the day from which it may be removed, YYYY-MM-DD.",
    ]);
    expect(
      await flawsAfter(released, endless.replace("Use birthday.", "Use birthday. Removed from 2027-09-01 on."), TODAY),
    ).toEqual([]);
  });

  test("new fields, types and values may come, and are told apart from what breaks", async () => {
    const next = changed(
      ["ACTIVE LEFT", "ACTIVE LEFT AWAY"],
      [
        "age: Int status",
        'age: Int @deprecated(reason: "Removed from 2027-09-01 on.") birthday: String badge(size: Int): Badge status',
      ],
      ["type Payload", "type Badge { color: String } type Payload"],
      ["name: String! age: Int key", "name: String! age: Int nick: String key"],
      ["name: String! age", "name: String age"],
    );
    expect(await flawsAfter(released, next.replace("name: String age", "name: String! age"), TODAY)).toEqual([]);
    const { breaking, dangerous, deprecated, added } = await compare(released, next);
    expect(breaking).toEqual(["Field 'Person.name' changed type from 'String!' to 'String'"]);
    expect(dangerous).toContain("Enum value 'AWAY' was added to enum 'Status'");
    expect(deprecated).toEqual(["Field 'Person.age' is deprecated"]);
    expect(Object.fromEntries(added)).toEqual({
      CreateInput: ["nick"],
      Person: ["badge", "birthday"],
      "new types": ["Badge"],
    });
  });
});

test("the changelog tells what came in each release, the latest first", async () => {
  const second = changed(["age: Int status", "age: Int birthday: String status"]);
  const page = await changelog(
    [
      { version: "0.1.0", schema: released },
      { version: "0.2.0", schema: second },
    ],
    second.replace("birthday: String", "birthday: String! pet: String"),
  );
  expect(page.slice(page.indexOf("## "))).toBe(`## Not released yet

### Added

- \`Person\`: \`pet\`

## 0.2.0

### Added

- \`Person\`: \`birthday\`

## 0.1.0

The first release.
`);
});

test("releases are in the order of their numbers, and the API as it is breaks none", async () => {
  expect(["0.10.0", "0.2.0", "1.0.0"].sort(compareVersions)).toEqual(["0.2.0", "0.10.0", "1.0.0"]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await flawsAfter(releases().at(-1)!.schema, currentSchema(), today)).toEqual([]);
});
