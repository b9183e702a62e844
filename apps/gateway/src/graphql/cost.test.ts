import "reflect-metadata";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { getOperationAST, type GraphQLSchema, parse, specifiedRules, validate } from "graphql";
import { createSchema } from "../schema.js";
import { Costs } from "./cost.js";

let schema: GraphQLSchema;
let costs: Costs;

beforeAll(async () => {
  schema = await createSchema();
  costs = new Costs(schema);
});

function costOf(query: string, variables?: Record<string, unknown>, operationName?: string): number {
  const document = parse(query);
  expect(validate(schema, document, specifiedRules)).toEqual([]);
  return costs.of(document, getOperationAST(document, operationName)!, variables);
}

/** What it costs to look for slots of a hundred coaches in ten weeks, with a price that is so many times the usual one. */
function slotPrices(cases: [string, Record<string, string | number>, number][]): [string, string, number][] {
  const coachIds = JSON.stringify(Array.from({ length: 100 }, (_, place) => `${place}`));
  return cases.map(([name, length, times]) => {
    const given = { ...(length.sessionTypeId || length.durationMinutes ? {} : { durationMinutes: 60 }), ...length };
    const args = Object.entries(given).map(([arg, value]) => `${arg}: ${JSON.stringify(value)}`);
    const range = 'from: "2030-01-01T00:00:00Z", to: "2030-03-12T00:00:00Z"';
    return [
      name,
      `{ freeSlots(coachIds: ${coachIds}, ${args.join(", ")}, ${range}) { slots { startsAt } } }`,
      200 + 1_000 * times,
    ];
  });
}

const page = `query Page($first: Int!, $after: String) {
  sessions(first: $first, after: $after, orderBy: STARTS_AT) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id startsAt endsAt status kind engagement { title organization { name } } coaches { coach { name } } }
  }
}`;

describe("An operation costs", () => {
  test.each([
    ["one for each object, nothing for its scalars", "{ me { id name roles organization { id name } } }", 2],
    ["one at least", "{ __typename }", 1],
    ["one for a connection and what its rows cost", "{ people(first: 20) { nodes { id team { id } } } }", 41],
    ["as much by edges", "{ people(first: 20) { edges { cursor node { id team { id } } } } }", 41],
    ["as much from the end", "{ people(last: 20) { nodes { id team { id } } } }", 41],
    [
      "ten for counting, and nothing for where a page stands",
      "{ people(first: 20) { totalCount pageInfo { endCursor } } }",
      11,
    ],
    [
      "ten for a search, and nothing for one without a text",
      '{ people(first: 20, filter: { search: "joh" }) { nodes { id } } teams(first: 5, filter: { search: "" }) { nodes { id } } }',
      37,
    ],
    ["rows times rows", "{ engagements(first: 10) { nodes { coaches(first: 5) { nodes { person { id } } } } } }", 121],
    [
      "the largest page where none is said or more than there is",
      "{ a: people { __typename nodes { id } } b: people(first: 2000) { nodes { id } } }",
      202,
    ],
    ["nothing less for a page of less than none", "{ people(first: -100) { nodes { id } } me { id } }", 2],
    ["two objects for a list without pages", "{ me { busyCalendars { id coach { id } } } }", 5],
    [
      "two hundred for looking for free slots, and one for a week of a coach",
      '{ freeSlots(coachIds: "x", durationMinutes: 60, from: "2030-01-01T00:00:00Z", to: "2030-01-02T00:00:00Z") { slots { startsAt } pageInfo { endCursor } } }',
      201,
    ],
    [
      "more for more coaches and weeks, and for the coaches of the slots",
      '{ freeSlots(coachIds: ["x", "y"], first: 7, durationMinutes: 60, from: "2030-01-01T00:00:00Z", to: "2030-01-16T00:00:00Z") { slots { startsAt coaches { team { id } } } } }',
      200 + 2 * 3 + 7 * 2 * 2,
    ],
    ...slotPrices([
      ["no more for slots that lie further apart than half an hour", { stepMinutes: 60 }, 1],
      ["six times as much for slots every five minutes", { stepMinutes: 5 }, 6],
      ["as much where the duration says so", { durationMinutes: 5 }, 6],
      ["as much for a session type, whose step is not known", { sessionTypeId: "t" }, 6],
      ["by its step where that is said of a session type", { sessionTypeId: "t", stepMinutes: 30 }, 1],
      ["as much for a step that is none", { stepMinutes: -1 }, 6],
      ["for coaches whose slots need not lie at the same times, for all the times there are", { stepMinutes: 45 }, 2],
      ["most for a step that divides no hour", { stepMinutes: 29 }, 30],
    ]),
    ["five for a coach's next free slot", "{ me { nextFreeSlot(durationMinutes: 60) { startsAt } } }", 6],
    [
      "one for each ten days of a chart, of each metric of a page",
      '{ metrics(first: 10) { nodes { chart(from: "2030-01-01", until: "2030-01-11") { last } } } }',
      1 + 10 * (1 + 2),
    ],
    [
      "the most for a chart of days in the wrong order, too far apart, or none",
      '{ a: metric(id: "x") { chart(from: "2030-01-02", until: "2030-01-01") { last } } b: metric(id: "x") { chart(from: "1999-01-01", until: "2030-01-01") { last } } }',
      1 + 1 + 1 + 74,
    ],
    ["ten for counting engagements by status", "{ engagementCounts { status count } }", 10],
    [
      "an object for the next session of each engagement",
      "{ engagements(first: 10) { nodes { nextSession { id engagement { id } } } } }",
      31,
    ],
    ["ten for a mutation", 'mutation { cancelSession(input: { id: "x" }) { session { id } userErrors { code } } }', 13],
    [
      "what it takes to read a calendar from outside",
      'mutation { a: refreshBusyCalendar(input: { id: "x" }) { userErrors { code } } b: importBusyCalendar(input: { coachId: "x", name: "y", ics: "" }) { userErrors { code } } c: subscribeBusyCalendar(input: { coachId: "x", name: "y", address: "z" }) { userErrors { code } } }',
      3 * 500 + 3 * 2,
    ],
    ["ten for starting a subscription", 'subscription { scheduleChanged(coachId: "x") { seq session { id } } }', 11],
    [
      "for an object of any type, what the dearest costs",
      '{ node(id: "x") { id ... on Session { engagement { id } } ... on Node { ... on Person { team { id } organization { id } } } } }',
      3,
    ],
    ["a hundred for the schema's own description", "{ __schema { types { fields { args { type { name } } } } } }", 100],
    [
      "nothing for what is left out",
      "{ me { id team @include(if: false) { id } ... @skip(if: true) { organization { id } } } }",
      1,
    ],
  ])("%s", (_, query, cost) => expect(costOf(query)).toBe(cost));

  test("what its variables say, or else their defaults", () => {
    const query =
      "query($first: Int = 5, $teams: Boolean!) { people(first: $first) { nodes { id team @include(if: $teams) { id } } } }";
    expect(costOf(query, { teams: false })).toBe(6);
    expect(costOf(query, { teams: true })).toBe(11);
    expect(costOf(query, { teams: true, first: 50 })).toBe(101);
    expect(costOf(query, { teams: true, first: null })).toBe(201);
    expect(costOf(query, { teams: true, first: "1" })).toBe(201);
    expect(costOf(query, { teams: true, first: 0.5 })).toBe(3);
  });

  test("what an import of people has of records, and of people whom they name", () => {
    const importOf = (selection: string) =>
      `mutation($csv: String!) { importPeople(input: { csv: $csv }) { ${selection} userErrors { code } } }`;
    const roster = (records: number, end: string) => `external_id,name${end}${`a,b${end}`.repeat(records)}`;
    const counts = importOf("created records { line errors { code } }");
    for (const end of ["\n", "\r", "\r\n"]) expect(costOf(counts, { csv: roster(49, end) })).toBe(10 + 50 * 2 + 2);
    expect(costOf(counts, { csv: `${roster(49, "\r")}x\n` })).toBe(10 + 51 * 2 + 2);
    const people = importOf("records { person { name team { id } } }");
    expect(costOf(people, { csv: roster(49, "\n") })).toBe(10 + 50 * (2 + 2) + 2);
    const synced =
      "mutation($csv: String!) { importPeople(input: { csv: $csv, deactivateAbsent: {} }) { absent { person { id } } } }";
    expect(costOf(synced, { csv: roster(49, "\n") })).toBe(10 + 1_000 + 50 * (2 + 1));

    const whole = "mutation($input: ImportPeopleInput!) { importPeople(input: $input) { records { person { id } } } }";
    for (const csv of [roster(5_000, "\r\n"), roster(20_000, "\n")])
      expect(costOf(whole, { input: { csv } })).toBe(10 + 5_000 * 3);
    expect(costOf(whole, { input: null })).toBe(10 + 5_000 * 3);
  });

  test("for each operation of a document its own", () => {
    const query = "query One { me { id } } query Two { me { id team { id } } }";
    expect(costOf(query, {}, "One")).toBe(1);
    expect(costOf(query, {}, "Two")).toBe(2);
  });

  test("a few hundred for a frontend's page of 50 sessions", () => {
    expect(costOf(page, { first: 50 })).toBe(1 + 10 + 50 * (1 + 2 + 2 * 2));
  });
});

test("What a page costs is worked out within 20 microseconds once its operation is known", () => {
  const document = parse(page);
  const operation = getOperationAST(document)!;
  const batch = (_: unknown, index: number) => {
    const started = performance.now();
    for (let time = 0; time < 100; time++) costs.of(document, operation, { first: 1 + (index % 100), after: "x" });
    return ((performance.now() - started) / 100) * 1000;
  };
  // The best of many batches: how long it takes where nothing else keeps the machine busy.
  expect(Math.min(...Array.from({ length: 200 }, batch))).toBeLessThan(20);
});
