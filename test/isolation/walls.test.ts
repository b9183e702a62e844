import { describe, expect, jest, test } from "@jest/globals";
import {
  type Entity,
  fieldShownBy,
  type Input,
  type OwnFilter,
  type Readable,
  readableEntities,
  readableOf,
  shownBy,
  uuidOf,
} from "@coachwork/reader";
import "@coachwork/schema";
import { getNullableType, type GraphQLObjectType, isLeafType, isListType, isNonNullType } from "graphql";
import { asDeclared, declaredAs } from "./declared-otherwise.js";
import { filterAnswers } from "./fill.js";
import { insideWorld } from "./inside-world.js";
import { look } from "./look.js";
import { isConnection } from "./selection.js";
import { blindnessOf, outOfScope } from "./sight.js";
import { type ViewerName, viewersOf } from "./viewers.js";
import { nodesOf, type Operation, operationsOf } from "./walk.js";

jest.setTimeout(180_000);

const { world, inside, ids } = await insideWorld();

const types = [...readableEntities().values()];
const grants = [...new Set(types.flatMap((type) => Object.keys(readableOf(type).visible)))];

/** What is declared, one wall a row: from the declarations themselves, so that a new one is tried without a word here. */
const conditions = types.flatMap((type) =>
  Object.entries(readableOf(type).visible)
    .filter(([, condition]) => condition !== true)
    .map(([grant]) => [type.name, grant as ViewerName, type] as const),
);
const unnamed = types.flatMap((type) =>
  grants
    // Types name the scope that reads them, and who may write them has that one, too.
    .filter((grant) => !(grant.replace(/:write$/, ":read") in readableOf(type).visible))
    .map((grant) => [type.name, grant as ViewerName, type] as const),
);
/** Who lacks these rights does not see the type that they lead to either; see visibility.test.ts for who lacks one alone. */
const guardedTwice = ["Session.sessionType", "SessionSeries.sessionType"];
/** Nobody who holds these roles is asked a survey here. Coaches and clients, who lack the same rights, try these walls. */
const notAsked = ["SPONSOR", "FINANCE", "ASSISTANT"];
const rights = types.flatMap((type) =>
  Object.entries(readableOf(type).rights ?? {}).flatMap(([field, granting]) =>
    Object.keys(readableOf(type).visible)
      // For these, rights say nothing.
      .filter((grant) => !(grant in (readableOf(type).only ?? {})))
      .filter((grant) => shownBy(granting, grant) === undefined)
      .filter(() => !guardedTwice.includes(`${type.name}.${field}`))
      .filter((grant) => type.name !== "Survey" || !notAsked.includes(grant))
      .map((grant) => [`${type.name}.${field}`, grant as ViewerName, type, field] as const),
  ),
);
/** The values that a grant hides because it names the fields that it shows. What is a list or another object has its own walls. */
/** Those who hold it see them of themselves, or nobody whom they see has a value there; assistants try these walls. */
const triedByAssistants = ["Person.externalId", "Person.remainingCapacity", "Engagement.poolTaken"].concat(
  ["baselineGoalScore", "goalScore", "goalScoreChange"].map((field) => `EngagementParticipant.${field}`),
);
const limits = types.flatMap((type) =>
  Object.entries(readableOf(type).only ?? {}).flatMap(([grant, shown]) =>
    Object.values((inside.schema.getType(type.name) as GraphQLObjectType).getFields())
      .filter((field) => isLeafType(getNullableType(field.type)) && field.name !== "id" && !(field.name in shown))
      .filter(({ name }) => grant !== "EXPECTED" || !triedByAssistants.includes(`${type.name}.${name}`))
      .map(({ name }) => [`${type.name}.${name}`, grant as ViewerName, type, name] as const),
  ),
);
const filters = types.flatMap((type) =>
  Object.entries(readableOf(type).filters ?? {})
    // Finance sees no goals; goals-shared.e2e.test.ts shows that sponsors cannot guess what is not shared.
    .filter(([, filter]) => "reads" in filter && type.name !== "Goal")
    .map(([filter]) => [`${type.name} by ${filter}`, type, filter] as const),
);

/**
 * No question reaches these: the objects are shown with the one they belong to, whose own conditions and rights are tried
 * here, and who does not see that one cannot ask.
 */
const shownWithAnother = new Set([
  "AvailabilityWindow",
  "AvailabilityOverride",
  "AvailabilityOverrideWindow",
  "SessionCoach",
  "SeriesCoach",
  "CoachSpeciality",
  "ProgramCoach",
]);
const askedThrough = new Map([
  ["Attendance", { type: "Session", field: "attendance" }],
  ["Email", { type: "Session", field: "emails" }],
  ["Invitation", { type: "Person", field: "invitations" }],
]);

/** Who is expected at sessions before their first day holds these roles, too. What they show already needs no further grant. */
const heldWithExpected = ["COACH", "CLIENT"];

function canBeAsked([name, grant, type]: readonly [string, string, Entity]): boolean {
  if (shownWithAnother.has(name)) return false;
  if (grant === "EXPECTED" && heldWithExpected.some((role) => readableOf(type).visible[role] === true)) return false;
  const through = askedThrough.get(name);
  if (!through) return true;
  const { visible, only } = readableOf(readableEntities().get(through.type)!);
  return grant in visible && (only?.[grant] === undefined || through.field in only[grant]);
}

/** Who reaches an object only with what it belongs to notices its condition where that is theirs for another reason. */
const noticedBy = new Map<string, ViewerName>([["Attendance of COACH", "coach and finance"]]);

describe("Taking away one condition shows", () => {
  test.each(conditions)("%s: %s sees more than is theirs", async (name, grant, type) => {
    const { visible, ...rest } = readableOf(type);
    const viewer = noticedBy.get(`${name} of ${grant}`) ?? grant;
    expect(await leakWith(type, { ...rest, visible: { ...visible, [grant]: true } }, viewer)).toEqual([
      expect.stringMatching(/^told /),
    ]);
  });
});

describe("Naming a grant that a type does not name shows", () => {
  test.each(unnamed.filter(canBeAsked))("%s: %s sees what is never theirs", async (_, grant, type) => {
    const { visible, ...rest } = readableOf(type);
    expect(await leakWith(type, { ...rest, visible: { ...visible, [grant]: true } }, grant)).toEqual([
      expect.stringMatching(/^told /),
    ]);
  });
});

describe("Taking away one right shows", () => {
  test.each(rights)("%s: %s sees the field", async (name, grant, type, field) => {
    const { [field]: _, ...others } = readableOf(type).rights!;
    const leaks = await leakWith(type, { ...readableOf(type), rights: others }, grant);
    expect(leaks.join()).toContain(`told ${name}`);
  });
});

describe("Naming one more of the fields that a grant shows alone shows", () => {
  test.each(limits)("%s: %s sees the field", async (name, grant, type, field) => {
    const { only, ...rest } = readableOf(type);
    const shown = { ...only, [grant]: { ...only![grant], [field]: true as const } };
    const leaks = await leakWith(type, { ...rest, only: shown }, grant);
    expect(leaks.join()).toContain(`told ${name}`);
  });
});

describe("Forgetting which field a filter reads shows", () => {
  test.each(filters)("%s: finance guesses a value that is hidden from it", async (name, type, filter) => {
    // Finance sees the programs of engagements.
    const viewer = viewersOf(world)[name === "Engagement by programId" ? "ASSISTANT" : "FINANCE"];
    const answers = () => filterAnswers(inside.schema, asDeclared(inside), viewer, ids, type.name, filter);
    expect((await answers()).size).toBe(1);
    const { filters: all, ...rest } = readableOf(type);
    const { where } = all![filter] as OwnFilter;
    await declaredAs(type, { ...rest, filters: { ...all, [filter]: { where } } }, async () => {
      expect((await answers()).size).toBeGreaterThan(1);
    });
  });
});

describe("Forgetting that a filter counts only what the viewer sees shows", () => {
  test.each([
    ["Engagement", "engagements", "coachId", "engagement_coach", "engagement_id"],
    ["Session", "sessions", "participantId", "attendance", "session_id"],
  ])("%s of %s by %s: a sponsor learns who is there", async (name, root, filter, table, column) => {
    const { near, never } = ids.get("Person")!;
    const answers = async () => {
      const asked = asDeclared(inside);
      const query = `query ($id: ID!) { ${root}(first: 100, filter: { ${filter}: $id }) { totalCount nodes { id } } }`;
      const each = [...near, never].map((id) => asked.ask(viewersOf(world).SPONSOR, query, { id }));
      return new Set((await Promise.all(each)).map((answer) => JSON.stringify(answer)));
    };
    expect((await answers()).size).toBe(1);
    const type = readableEntities().get(name)!;
    const { filters: all, ...rest } = readableOf(type);
    const where: OwnFilter["where"] = (row, id: Input<string>, sql) => {
      const person = sql.bind(
        id.map((text) => uuidOf(readableEntities().get("Person")!, text)),
        "uuid",
      );
      return `exists (select 1 from ${table} t where t.firm_id = ${sql.firm} and t.${column} = ${row}.id and t.person_id = ${person})`;
    };
    await declaredAs(type, { ...rest, filters: { ...all, [filter]: { where } } }, async () => {
      expect((await answers()).size).toBeGreaterThan(1);
    });
  });
});

test("All of it stands again afterwards", async () => {
  const { leaks } = await look(
    asDeclared(inside),
    viewersOf(world).SPONSOR,
    walkFor("SPONSOR"),
    blindnessOf("SPONSOR", world),
  );
  expect(leaks).toEqual([]);
});

test("What is hidden from somebody who sees the row can be null, or a list of nothing", () => {
  const broken = types.flatMap((type) => {
    const grants = Object.keys(readableOf(type).visible);
    return Object.values((inside.schema.getType(type.name) as GraphQLObjectType | undefined)?.getFields() ?? {})
      .filter((field) => isNonNullType(field.type) && !isListType(getNullableType(field.type)) && !isConnection(field))
      .filter(({ name }) => grants.some((grant) => fieldShownBy(type, name, grant) !== true))
      .map(({ name }) => `${type.name}.${name}`);
  });
  expect(broken).toEqual([]);
});

test("There are conditions, rights and filters to take away", () => {
  expect(conditions.length).toBeGreaterThan(20);
  expect(rights.length).toBeGreaterThan(20);
  expect(limits.length).toBeGreaterThan(20);
  expect(filters.length).toBeGreaterThan(5);
});

/** The first leak that a viewer finds while a type is declared otherwise. */
async function leakWith(type: Entity, declaration: Readable, grant: ViewerName): Promise<readonly string[]> {
  return declaredAs(type, declaration, async () => {
    const { leaks } = await look(
      asDeclared(inside),
      viewersOf(world)[grant],
      walkFor(grant, type),
      blindnessOf(grant, world),
      { first: true },
    );
    return leaks.slice(0, 1);
  });
}

const walks = new Map<string, readonly Operation[]>();

/** A viewer's whole walk. What leads to the type comes first, and of that the short questions: they show most. */
function* walkFor(grant: ViewerName, type?: Entity): Generator<Operation> {
  const without = new Set([...outOfScope(grant, world)].filter((name) => name !== type?.name));
  const walk = { schema: inside.schema, ids, without };
  const through = type && (askedThrough.get(type.name)?.type ?? type.name);
  if (through !== undefined && ids.has(through))
    for (const objects of [0, 1, 2]) yield* nodesOf(walk, inside.schema.getType(through) as GraphQLObjectType, objects);
  const key = [...without].join();
  if (!walks.has(key)) walks.set(key, [...operationsOf(walk)]);
  yield* walks.get(key)!;
}
