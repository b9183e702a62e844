import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import { type Entity, mayEverSee, type Query, Reader, rootOf, type Viewer } from "@coachwork/reader";
import { apiId } from "@coachwork/testing";
import {
  getOperationAST,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  getNamedType,
  type GraphQLSchema,
  parse,
} from "graphql";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { ids } from "./many-ids.js";
import { fillWithManyRows } from "./many-rows.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/**
 * Every filter and every order has an index that serves it, under row level security and with hundreds of thousands of rows: no plan reads
 * a whole table. Only leakproof comparisons may use an index before the policy has been applied.
 */
let stored: TestDatabase;
let database: Database;
let schema: GraphQLSchema;

beforeAll(async () => {
  stored = await createTestDatabase();
  await fillWithManyRows(stored);
  database = await Database.connect({
    url: stored.gatewayUrl,
    poolSize: 2,
    statementTimeoutMs: 30_000,
    applicationName: "indexes",
  });
  schema = await createSchema();
  for (const { name, parent } of (await stored.admin.query<{ name: string; parent: string }>(partsOfIndexes)).rows)
    indexes.set(name, parent);
  for (const { name } of (await stored.admin.query<{ name: string }>(emptyTables)).rows) empty.add(name);
}, 300_000);

/** The index of which a month's is a part. */
const indexes = new Map<string, string>();
const partsOfIndexes = `select i.inhrelid::regclass::text as name, i.inhparent::regclass::text as parent
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'i'`;
/** Months in which nothing happened: to read one whole costs nothing. */
const empty = new Set<string>();
const emptyTables = "select relname as name from pg_class where relkind = 'r' and relispartition and reltuples = 0";

afterAll(async () => {
  await database?.close();
  await stored?.drop();
});

const viewers: Record<string, Viewer> = {
  "somebody who runs the practice": {
    firmId: ids.firm(0),
    personId: ids.person(4),
    actorId: ids.person(4),
    grants: ["OWNER"],
    today: "2026-11-23",
  },
  "a coach": {
    firmId: ids.firm(0),
    personId: ids.person(200),
    actorId: ids.person(200),
    grants: ["COACH"],
    today: "2026-11-23",
  },
  "an assistant": {
    firmId: ids.firm(0),
    personId: ids.person(12),
    actorId: ids.person(12),
    grants: ["ASSISTANT"],
    today: "2026-11-23",
  },
  "a client": {
    firmId: ids.firm(0),
    personId: ids.person(12),
    actorId: ids.person(12),
    grants: ["CLIENT"],
    today: "2026-11-23",
  },
};

/** A value for each filter, or for that of one field; a filter without one fails the test. */
const values: Record<string, unknown> = {
  role: "COACH",
  organizationId: apiId("organization", ids.organization(2)),
  externalId: "x12",
  externalIds: ["x12", "x13"],
  search: "abc",
  kind: "MENTORING",
  format: "INDIVIDUAL",
  status: "COMPLETED",
  "people.status": "INVITED",
  specialityId: apiId("speciality", ids.speciality(2)),
  language: "de",
  kindTaken: "MENTORING",
  formatTaken: "GROUP",
  affiliation: "EXTERNAL",
  isArchived: false,
  isAnswered: false,
  hasRemainingCapacity: true,
  hasPerson: false,
  recommendedKind: "MENTORING",
  personId: apiId("person", ids.person(200)),
  "credentials.status": "EXPIRING",
  validBefore: "2025-02-01",
  ownerId: apiId("person", ids.person(12)),
  "actionItems.status": "DONE",
  "assignedWorksheets.status": "HANDED_IN",
  "surveys.status": "OPEN",
  dueBefore: "2025-03-01",
  "sessions.kind": "REVIEW",
  cohortId: apiId("cohort", ids.cohort(2)),
  goalId: apiId("goal", ids.goal(2)),
  cancellationCause: "COACH_LEFT",
  principalId: apiId("person", ids.person(200)),
  delegateId: apiId("person", ids.person(12)),
  clientId: apiId("person", ids.person(12)),
  "hoursConsents.status": "ASKED",
  programId: apiId("program", ids.program(2)),
  "programs.status": "ARCHIVED",
  teamId: apiId("team", ids.team(2)),
  anyRole: ["COACH", "SPONSOR"],
  statuses: ["DRAFT", "PAUSED"],
  email: "P12@Many.example",
  "introductions.status": "ACCEPTED",
  "matches.status": "PAIRED",
  menteeId: apiId("person", ids.person(12)),
  participantId: apiId("person", ids.person(12)),
  coachId: apiId("person", ids.person(200)),
  engagementId: apiId("engagement", ids.engagement(2)),
  "engagements.startsFrom": "2026-03-01",
  "engagements.startsBefore": "2025-03-01",
  endsFrom: "2026-03-01",
  endsBefore: "2025-03-01",
  startsFrom: "2026-03-01T00:00:00Z",
  startsBefore: "2025-03-01T00:00:00Z",
  dateFrom: "2026-03-01",
  dateUntil: "2025-03-01",
  // One day of changes.
  updatedSince: "2026-11-25T12:00:00Z",
  types: ["PERSON_ERASED"],
  actorId: apiId("person", ids.person(12)),
  objectId: apiId("person", ids.person(12)),
  kinds: ["FORFEIT"],
  recordedFrom: "2025-07-27",
  recordedUntil: "2025-01-01",
  from: "2025-07-27T00:00:00Z",
  to: "2025-01-01T12:00:00Z",
};

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The tables that the plan of an operation reads whole. */
async function scannedWhole(viewer: Viewer, query: string, variables: Record<string, unknown>): Promise<string[]> {
  return scans(await planOf(viewer, query, variables));
}

async function planOf(viewer: Viewer, query: string, variables: Record<string, unknown>): Promise<PlanNode> {
  let sent: Query | undefined;
  const reader = new Reader(database.source, (_, one) => {
    sent = one;
    return Promise.resolve("{}");
  });
  const document = parse(query);
  await reader.operation(viewer, { schema, document, operation: getOperationAST(document)!, variables });
  if (!sent) throw new Error(`Nothing was compiled of ${query}`);
  const [row] = await database.read(viewer, `explain (format json) ${sent.text}`, sent.values);
  return (row!["QUERY PLAN"] as { Plan: PlanNode }[])[0]!.Plan;
}

function indexesIn({ "Index Name": index, Plans = [] }: PlanNode): string[] {
  return [...(index ? [indexes.get(`event_log.${index}`) ?? index] : []), ...Plans.flatMap(indexesIn)];
}

function scans(node: PlanNode): string[] {
  const name = node["Relation Name"] ?? "";
  const own = node["Node Type"] === "Seq Scan" && name !== "firm" && !empty.has(name) ? [name] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scans)];
}

interface Question {
  readonly entity: Entity;
  readonly field: string;
  readonly what: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Each filter and each order of each root connection over a large table. */
function questions(): Question[] {
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => {
    const root = rootOf(field.name);
    if (
      root?.kind !== "many" ||
      ["apiKeys", "bulkExports", "webhookEndpoints", "teams", "organizations"].includes(field.name)
    )
      return [];
    const filter = field.args.find(({ name }) => name === "filter");
    const filterType = filter && (getNamedType(filter.type) as GraphQLInputObjectType);
    const ask = (what: string, args: string, variables: Record<string, unknown>, head = "") => ({
      entity: root.entity,
      field: field.name,
      what,
      query: `query${head} { ${field.name}(${args}) { nodes { id } pageInfo { hasNextPage } } }`,
      variables,
    });
    const filters = Object.keys(filterType?.getFields() ?? {}).map((name) => {
      const value = values[`${field.name}.${name}`] ?? values[name];
      if (value === undefined) throw new Error(`Give a value for the filter ${name} of ${field.name}.`);
      return ask(
        `filter ${name}`,
        "first: 20, filter: $filter",
        { filter: { [name]: value } },
        `($filter: ${filterType!.name})`,
      );
    });
    const orderBy = field.args.find(({ name }) => name === "orderBy");
    const names = orderBy ? (getNamedType(orderBy.type) as GraphQLEnumType).getValues().map(({ name }) => name) : [];
    const orders = names.flatMap((order) => [
      ask(`order ${order}`, `first: 20, orderBy: ${order}`, {}),
      ask(`order ${order} from its end`, `last: 20, orderBy: ${order}`, {}),
    ]);
    return [...filters, ...orders];
  });
}

test.each([
  ["people", "email", "person_email_lower"],
  ["people", "teamId", "person_team"],
  ["people", "kindTaken", "coach_profile_person"],
  ["people", "specialityId", "coach_speciality_speciality"],
  ["engagements", "coachId", "engagement_coach_person"],
  ["engagements", "participantId", "engagement_participant_person"],
  ["engagements", "programId", "engagement_program"],
  ["engagements", "endsBefore", "engagement_ends_on"],
  ["sessions", "participantId", "attendance_person"],
  ["sessions", "organizationId", "engagement_organization"],
  ["sessions", "kind", "session_kind"],
  ["sessions", "cancellationCause", "session_cancellation_cause"],
  ["people", "search", "spelling_pkey"],
  ["engagements", "search", "spelling_pkey"],
  ["people", "updatedSince", "person_updated"],
  ["engagements", "updatedSince", "engagement_updated"],
  ["sessions", "updatedSince", "session_updated"],
  ["auditEntries", "types", "event_type"],
  ["auditEntries", "actorId", "event_actor"],
  ["auditEntries", "objectId", "event_object"],
  ["auditEntries", "from", "event_time"],
  ["allocationEntries", "recordedFrom", "allocation_entry_recorded"],
  ["allocationEntries", "recordedUntil", "allocation_entry_recorded"],
])("%s by %s are looked up in %s", async (field, filter, index) => {
  const { query, variables } = questions().find((asked) => asked.field === field && asked.what === `filter ${filter}`)!;
  expect(indexesIn(await planOf(viewers["somebody who runs the practice"]!, query, variables))).toContain(index);
});

describe("no table is read whole", () => {
  test.each(Object.keys(viewers))(
    "for %s, whatever the filter and the order",
    async (who) => {
      const asked = questions();
      expect(asked.length).toBeGreaterThan(25);
      const found = [];
      for (const { entity, field, what, query, variables } of asked) {
        // Of what a viewer never sees, nothing is read.
        if (!mayEverSee(entity, [], viewers[who]!.grants)) continue;
        // Assistants see only of themselves when they were added, so they cannot ask for that order.
        if (who === "an assistant" && field === "people" && what.includes("CREATED")) continue;
        const tables = await scannedWhole(viewers[who]!, query, variables);
        if (tables.length > 0) found.push(`${field}, ${what}: ${tables.join()}`);
      }
      expect(found).toEqual([]);
    },
    60_000,
  );

  test("and where an index is missing, this is noticed", async () => {
    // Each of the others can do a part of its work.
    const { rows } = await stored.admin.query<{ name: string }>(
      `select indexname as name from pg_indexes
       where schemaname = 'public' and tablename = 'session' and indexname <> 'session_pkey'`,
    );
    for (const { name } of rows) await stored.admin.query(`drop index ${name} cascade`);
    const query = '{ sessions(first: 20, filter: { startsFrom: "2026-03-01T00:00:00Z" }) { nodes { id } } }';
    expect(await scannedWhole(viewers["somebody who runs the practice"]!, query, {})).not.toEqual([]);
  });
});
