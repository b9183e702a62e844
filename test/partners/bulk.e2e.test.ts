import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, TestClient, until } from "@coachwork/testing";
import { PUBLIC_URL } from "../support/platform.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let clients: readonly string[];

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora" }));
  clients = await Promise.all(["Ada", "Ben", "Cleo"].map((name) => firm.person(["CLIENT"], { name })));
});

const shown =
  "id status query variables rowCount byteCount isPartial errorCode errorMessage url createdAt startedAt endedAt expiresAt";

async function keyOf(scopes: readonly string[], by = owner) {
  const { secret, apiKey } = await done(
    by,
    "createApiKey",
    { name: "Nightly copy", scopes },
    { answer: "secret apiKey { id }" },
  );
  return Object.assign(new TestClient(platform.url, secret), { id: apiKey.id as string });
}

const start = async (by: TestClient, query: string, variables?: object): Promise<AnyData> => {
  const input = { query, ...(variables && { variables: JSON.stringify(variables) }) };
  return (await done(by, "bulkExport", input, { answer: `bulkExport { ${shown} }` })).bulkExport;
};

const look = async (by: TestClient, id: string, more = ""): Promise<AnyData> =>
  (await by.ask(`query ($id: ID!) { node(id: $id) { ... on BulkExport { ${shown} ${more} } } }`, { id })).node;

const ended = (by: TestClient, id: string) =>
  until(
    "the export to end",
    () => look(by, id),
    ({ endedAt }) => endedAt !== null,
  );

/** Fetches a result as anybody who has its address. */
async function fetched(url: string): Promise<Response> {
  return fetch(url.replace(PUBLIC_URL, platform.url));
}

async function linesOf(url: string): Promise<AnyData[]> {
  const text = await (await fetched(url)).text();
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

test("A partner's key exports the firm's people every night, waits for the end by an event, and fetches all of them", async () => {
  const key = await keyOf(["people:read"]);
  const ending = key.follow("subscription { events(types: [BULK_EXPORT_ENDED]) { type objectId object { id } } }");
  expect((await ending.until(1))[0]!.data.events).toMatchObject({ type: "SNAPSHOT" });
  const query = `query ($role: Role) { people(filter: { role: $role }, orderBy: NAME) { nodes { id ...Named called: name } } }
    fragment Named on Person { name organization { name } }`;
  const begun = await start(key, query, { role: "CLIENT" });
  expect(begun).toMatchObject({
    ...{ status: "QUEUED", query, variables: '{"role":"CLIENT"}', rowCount: 0, isPartial: false, errorCode: null },
    ...{ url: null, endedAt: null, expiresAt: null },
  });
  expect((await ending.until(2))[1]!.data.events).toMatchObject({ type: "BULK_EXPORT_ENDED", objectId: begun.id });
  await key.close();
  const end = await look(key, begun.id);
  expect(end).toMatchObject({ status: "DONE", rowCount: 3, isPartial: false, errorCode: null });
  expect(Date.parse(end.expiresAt) - Date.parse(end.endedAt)).toBe(7 * 86_400_000);
  const response = await fetched(end.url);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    ...{ "content-type": "application/jsonl; charset=utf-8", "content-length": String(end.byteCount) },
    "content-disposition": expect.stringMatching(/^attachment; filename=export-[-\d]+\.jsonl$/),
  });
  expect(await linesOf(end.url)).toEqual(
    ["Ada", "Ben", "Cleo"].map((name, index) => {
      return { id: apiId("person", clients[index]!), name, organization: null, called: name };
    }),
  );
});

test("An owner exports the audit trail, in which the export itself is, with who asked and from where", async () => {
  const { organization } = await done(
    owner,
    "createOrganization",
    { name: "Hillside" },
    { answer: "organization { id }" },
  );
  const query =
    "{ auditEntries(orderBy: OCCURRED) { edges { node { seq type objectId actor { name } clientAddress } } } }";
  const { id } = await start(owner, query);
  const lines = await linesOf((await ended(owner, id)).url);
  expect(lines.slice(0, 2)).toMatchObject([
    { type: "ORGANIZATION_CREATED", objectId: organization.id, actor: { name: "Nora" } },
    { type: "BULK_EXPORT_CREATED", objectId: id, actor: { name: "Nora" }, clientAddress: expect.any(String) },
  ]);
  const audit = `{ auditEntries(first: 9, filter: { objectId: "${id}" }) { nodes { type actorId } } }`;
  expect((await owner.ask(audit)).auditEntries.nodes).toMatchObject([
    { type: "BULK_EXPORT_ENDED", actorId: null },
    { type: "BULK_EXPORT_CREATED" },
  ]);
});

test("A list within a list has what fits into its first, and says whether that was all", async () => {
  const organization = await firm.organization({ name: "Hillside" });
  for (const name of ["A", "B", "C"]) await firm.team(organization, { name });
  const query = `query ($most: Int!) {
    organizations { nodes { name teams(first: $most, orderBy: NAME) { nodes { name } pageInfo { hasNextPage } } } }
  }`;
  const { url } = await ended(owner, (await start(owner, query, { most: 2 })).id);
  const teams = { nodes: [{ name: "A" }, { name: "B" }], pageInfo: { hasNextPage: true } };
  expect(await linesOf(url)).toEqual([{ name: "Hillside", teams }]);
});

test("A list without objects is exported as a file without lines", async () => {
  const end = await ended(owner, (await start(owner, "{ teams { nodes { id } } }")).id);
  expect(end).toMatchObject({ status: "DONE", rowCount: 0, byteCount: 0 });
  const response = await fetched(end.url);
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

describe("An export", () => {
  test("is fetched by who asked for it alone, and seen by owners and admins", async () => {
    const [key, other] = [
      await keyOf(["people:read"]),
      await keyOf(["people:read", "engagements:read", "schedule:read"]),
    ];
    const admin = await signedIn(firm, await firm.person(["ADMIN"]));
    const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    const elsewhere = await FirmFactory.create(database.admin);
    const stranger = await signedIn(elsewhere, await elsewhere.person(["OWNER"]));
    const { id } = await start(key, "{ people { nodes { id } } }");
    expect((await ended(key, id)).url).toEqual(expect.any(String));
    for (const by of [owner, admin])
      expect(await look(by, id, "createdBy { id } apiKey { id }")).toMatchObject({
        status: "DONE",
        url: null,
        createdBy: null,
        apiKey: { id: key.id },
      });
    for (const by of [other, manager, stranger]) {
      expect(await look(by, id)).toBeNull();
      expect((await by.ask("{ bulkExports(first: 5) { totalCount } }")).bulkExports.totalCount).toBe(0);
      const { userErrors } = await mutate(by, "cancelBulkExport", { id });
      expect(userErrors).toMatchObject([by === manager ? { code: "FORBIDDEN" } : refusal("NOT_FOUND", "id")]);
    }
    const ofOwner = await start(owner, "{ people { nodes { id } } }");
    expect(await look(key, ofOwner.id)).toBeNull();
    expect((await ended(owner, ofOwner.id)).url).toEqual(expect.any(String));
    expect(await look(admin, ofOwner.id)).toMatchObject({ url: null });
    const list = await owner.ask(
      "{ bulkExports(first: 5, filter: { status: DONE }, orderBy: CREATED_DESC) { nodes { id } } }",
    );
    expect(list.bulkExports.nodes).toEqual([{ id: ofOwner.id }, { id }]);
  });

  test("is gone with its key, also for those who have its address", async () => {
    const key = await keyOf(["people:read"]);
    const { url } = await ended(key, (await start(key, "{ people { nodes { id } } }")).id);
    expect((await fetched(url)).status).toBe(200);
    await done(owner, "revokeApiKey", { id: key.id });
    expect((await fetched(url)).status).toBe(404);
  });

  test("is asked for once with one idempotency key", async () => {
    const input = { query: "{ people { nodes { id } } }", idempotencyKey: "tonight" };
    const [first, again] = [
      await done(owner, "bulkExport", input, { answer: "bulkExport { id }" }),
      await done(owner, "bulkExport", input, { answer: "bulkExport { id }" }),
    ];
    expect(again.bulkExport.id).toBe(first.bulkExport.id);
  });

  test("is not for those who do not run the firm", async () => {
    for (const role of ["PROGRAM_MANAGER", "COACH", "CLIENT", "FINANCE"]) {
      const by = await signedIn(firm, await firm.person([role]));
      expect(await mutate(by, "bulkExport", { query: "{ people { nodes { id } } }" })).toMatchObject({
        userErrors: [{ code: "FORBIDDEN" }],
      });
    }
  });

  test("cannot be cancelled once it has ended", async () => {
    const { id } = await start(owner, "{ teams { nodes { id } } }");
    await ended(owner, id);
    expect((await mutate(owner, "cancelBulkExport", { id })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });
});

describe("A query is refused", () => {
  const refused = async (query: string, variables: string | null = null, by = owner) => {
    const text = `mutation ($input: BulkExportInput!) { bulkExport(input: $input) { bulkExport { id } userErrors { code field message } } }`;
    const { userErrors } = (await by.ask(text, { input: { query, variables } })).bulkExport;
    return userErrors[0];
  };

  test.each([
    ["that is no GraphQL", "{ people", "Expected Name"],
    ["that is no query of the schema", "{ folks { nodes { id } } }", "line 1, column 3: Cannot query field"],
    [
      "that is a mutation",
      'mutation { revokeApiKey(input: { id: "x" }) { userErrors { code } } }',
      "It is a mutation.",
    ],
    ["that is a subscription", "subscription { events { type } }", "It is a subscription."],
    ["without a list", "{ me { id } }", "me is not a list"],
    ["of nothing but a type", "{ __typename }", "__typename is not a list"],
    ["with two lists", "{ people { nodes { id } } teams { nodes { id } } }", "2 things are selected at its root"],
    ["with two operations", "query A { people { nodes { id } } } query B { people { nodes { id } } }", "2 operations"],
    ["with a fragment at its root", "{ ... on Query { people { nodes { id } } } }", "There is a fragment at its root."],
    ["with a condition on its list", "{ people @include(if: true) { nodes { id } } }", "people has a directive."],
    ["of one page", "{ people(first: 5) { nodes { id } } }", "has the argument first."],
    ["that begins later", '{ people(after: "x") { nodes { id } } }', "has the argument after."],
    ["that counts", "{ people { totalCount } }", "Select nodes in people"],
    ["that asks for more than objects", "{ people { nodes { id } totalCount } }", "2 things are selected in people"],
    ["that asks for cursors", "{ people { edges { node { id } cursor } } }", "2 things are selected in people.edges"],
    ["with an unbounded list within", "{ organizations { nodes { teams { nodes { id } } } } }", "teams has no first."],
    [
      "with too long a list within",
      "{ organizations { nodes { teams(first: 101) { nodes { id } } } } }",
      "first is 101; it must be between 1 and 100.",
    ],
    ...[0, -1, 101].map((first): [string, string, string] => [
      `with a list within of ${first}, which is only counted`,
      `{ organizations { nodes { teams(first: ${first}) { totalCount } } } }`,
      `In teams, first is ${first}; it must be between 1 and 100.`,
    ]),
    [
      "with a text that cannot be stored",
      String.raw`{ people(filter: { search: "a\u0000" }) { nodes { id } } }`,
      "A text has the character U+0000, which cannot be stored.",
    ],
    ["with our own variables", "query ($bulkExportAfter: String) { people { nodes { id } } }", "bulkExportAfter"],
  ])("%s", async (_, query, message) => {
    expect(await refused(query)).toEqual({
      ...{ code: "INVALID", field: ["input", "query"] },
      message: expect.stringContaining(message),
    });
  });

  const byRole = "query ($role: Role!) { people(filter: { role: $role }) { nodes { id } } }";
  test.each([
    ["are not JSON", "{role", "Give the variables as a JSON object"],
    ["are a list", "[]", "Give the variables as a JSON object"],
    ["lack one", "{}", 'Variable "$role"'],
    ["have the wrong type", '{"role":"BOSS"}', 'Variable "$role"'],
    ["are more than the query has", '{"role":"COACH","rule":1}', "no variable of one of the names"],
  ])("whose variables %s", async (_, variables, message) => {
    expect(await refused(byRole, variables)).toEqual({
      ...{ code: "INVALID", field: ["input", "variables"] },
      message: expect.stringContaining(message),
    });
  });

  const counted = "query ($most: Int) { organizations { nodes { teams(first: $most) { totalCount } } } }";
  const searched = "query ($search: String) { people(filter: { search: $search }) { nodes { id } } }";
  test.each([
    ["have a size of 0", counted, '{"most":0}', "In teams, first is 0; it must be between 1 and 100."],
    ["lack a size", counted, "{}", "In teams, give either first or last"],
    ["cannot be stored", searched, String.raw`{"search":"a\u0000"}`, "A text has the character U+0000"],
  ])("whose variables %s", async (_, query, variables, message) => {
    expect(await refused(query, variables)).toEqual({
      ...{ code: "INVALID", field: ["input", "variables"] },
      message: expect.stringContaining(message),
    });
  });

  test("that asks for what the key may not read", async () => {
    const key = await keyOf(["people:read"]);
    expect(await refused("{ engagements { nodes { id } } }", null, key)).toMatchObject({
      ...{ code: "INSUFFICIENT_SCOPE", field: ["input", "query"] },
      message: expect.stringContaining("engagements:read"),
    });
  });

  test("of which a single object costs more than an operation may", async () => {
    const inner = "sessions(first: 100) { nodes { engagement { participants(first: 100) { nodes { id } } } } }";
    expect(await refused(`{ engagements { nodes { a: ${inner} b: ${inner} c: ${inner} } } }`)).toMatchObject({
      code: "TOO_EXPENSIVE",
    });
  });
});
