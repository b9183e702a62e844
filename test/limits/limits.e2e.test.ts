import { once } from "node:events";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Answer, FirmFactory, TestClient } from "@coachwork/testing";
import WebSocket from "ws";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

let client: TestClient;
let token: string;

const { database, platform } = await ownStage({ STATEMENT_TIMEOUT_MS: "1500", FILE_BYTES: "1000" });

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  token = await signIn(database, firm, await firm.person(["OWNER"]));
  client = new TestClient(platform.url, token);
});

/** Sends the same operation over HTTP and over a socket; gives the errors of both. */
async function refusals(
  query: string,
  more: { variables?: Record<string, unknown>; operationName?: string } = {},
): Promise<{ message: string; extensions: Record<string, unknown> }[][]> {
  const { errors } = (await (await client.post(JSON.stringify({ query, ...more }))).json()) as Answer;
  const socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  await once(socket, "message");
  socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query, ...more } }));
  const [message] = (await once(socket, "message")) as [Buffer];
  socket.close();
  const { payload } = JSON.parse(message.toString("utf8")) as { payload: unknown };
  const overSocket = Array.isArray(payload) ? payload : (payload as { errors: unknown[] }).errors;
  return [errors ?? [], overSocket] as { message: string; extensions: Record<string, unknown> }[][];
}

/** 20 fragments, each spread twice in the one before: a megabyte of selections in a kilobyte of text. */
const bomb = `{ me { ...f0 } } ${Array.from({ length: 20 }, (_, index) => `fragment f${index} on Person { name ${index < 19 ? `a: organization { id } ...f${index + 1} ...f${index + 1}` : ""} }`).join(" ")}`;

test("files are as large as the deployment says", async () => {
  const start = async (bytes: number) => {
    const text = "mutation($input: StartUploadInput!) { startUpload(input: $input) { userErrors { code message } } }";
    return (await client.ask(text, { input: { name: "Plan.pdf", bytes } })).startUpload.userErrors;
  };
  expect(await start(1_000)).toEqual([]);
  expect(await start(1_001)).toEqual([{ code: "TOO_LARGE", message: expect.stringContaining("at most 1000") }]);
});

describe("over HTTP and WebSocket alike", () => {
  test.each([
    ["a fragment bomb", bomb, "too many selections"],
    [
      "a selection nested too deeply",
      `{ ${"firm { __typename } ".repeat(1)} me { organization ${"{ people(first: 1) { nodes { organization ".repeat(5)}{ id } ${"} } } ".repeat(5)} } }`,
      "nested too deeply",
    ],
    [
      "too many aliases",
      `{ ${Array.from({ length: 61 }, (_, index) => `a${index}: __typename`).join(" ")} }`,
      "too many aliases",
    ],
    ["too many directives", `{ me { ${"name @include(if: true) ".repeat(61)} } }`, "too many directives"],
    ["too many tokens", `{ ${"__typename ".repeat(4_100)} }`, "4000 tokens. Parsing aborted"],
    ["no page size", "{ people { totalCount } }", "Give either first or last"],
    ["a negative page size", "{ people(first: -1) { nodes { id } } }", "first is -1; it must be between 1 and 100"],
    [
      "a page of more than 100",
      "{ people(first: 101) { nodes { id } } }",
      "first is 101; it must be between 1 and 100",
    ],
    [
      "a cursor of one's own making",
      '{ people(first: 1, after: "WyJOQU1FIiwxLCJ4Il0=") { nodes { id } } }',
      "after is not a cursor of this connection",
    ],
    ["a text that cannot be kept", '{ people(first: 1, filter: { search: "a\\u0000b" }) { nodes { id } } }', "U+0000"],
    [
      "a field that does not exist, without a hint of those that do",
      "{ peopel(first: 1) { nodes { id } } }",
      'Cannot query field "peopel"',
    ],
  ])("%s is refused", async (_, query, reason) => {
    for (const errors of await refusals(query)) {
      expect(errors.map(({ message }) => message).join()).toContain(reason);
      expect(errors.map(({ message }) => message).join()).not.toContain("Did you mean");
    }
  });

  test.each<[string, string, string, { variables?: Record<string, unknown>; operationName?: string }]>([
    ["what is no GraphQL", "GRAPHQL_PARSE_FAILED", "{ people", {}],
    ["a field that is not there", "GRAPHQL_VALIDATION_FAILED", "{ peopel }", {}],
    [
      "fragments in a circle",
      "GRAPHQL_VALIDATION_FAILED",
      "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
      {},
    ],
    ["a fragment bomb", "DOCUMENT_TOO_LARGE", bomb, {}],
    [
      "an operation name that is not there",
      "OPERATION_RESOLUTION_FAILURE",
      "query A { me { id } }",
      { operationName: "B" },
    ],
    ["a variable that is missing", "BAD_USER_INPUT", "query ($id: ID!) { person(id: $id) { id } }", {}],
    [
      "a field of an input that is not there",
      "BAD_USER_INPUT",
      "query ($f: PersonFilter) { people(first: 1, filter: $f) { nodes { id } } }",
      { variables: { f: { serch: "x" } } },
    ],
    [
      "an enum's value that is not there",
      "BAD_USER_INPUT",
      "query ($o: PersonOrder) { people(first: 1, orderBy: $o) { nodes { id } } }",
      { variables: { o: "NAMES" } },
    ],
    [
      "the year 0",
      "BAD_USER_INPUT",
      "query ($d: Date!) { coachingHours(coachId: 1, from: $d, until: $d) { clients } }",
      { variables: { d: "0000-01-01" } },
    ],
    [
      "a subscription that begins with @skip",
      "GRAPHQL_VALIDATION_FAILED",
      'subscription { scheduleChanged(coachId: "x") @skip(if: true) { seq } }',
      {},
    ],
  ])("%s has the code %s, and nothing is suggested", async (_, code, query, more) => {
    for (const errors of await refusals(query, more)) {
      expect(errors.map(({ extensions }) => extensions.code)).toContain(code);
      expect(errors.map(({ message }) => message).join()).not.toContain("Did you mean");
    }
  });

  test("a statement that takes too long is ended with a typed error", async () => {
    const blocker = await database.admin.connect();
    try {
      await blocker.query("begin; lock table organization in access exclusive mode");
      for (const errors of await refusals("{ organizations(first: 1) { nodes { id } } }")) {
        expect(errors).toMatchObject([{ extensions: { code: "TIMEOUT" } }]);
      }
    } finally {
      await blocker.query("rollback");
      blocker.release();
    }
  });

  test("an error of ours is masked and has a reference that the log has too", async () => {
    await database.admin.query("alter table organization rename to organization_away");
    try {
      for (const [error] of await refusals("{ organizations(first: 1) { nodes { id } } }")) {
        expect(error?.extensions.code).toBe("INTERNAL_SERVER_ERROR");
        expect(error?.message).not.toContain("organization");
        await platform.logged(String(error?.extensions.reference), "organization");
      }
    } finally {
      await database.admin.query("alter table organization_away rename to organization");
    }
  });
});

test("a page that is not trusted is told so, and the log says which variable would trust it", async () => {
  const origin = "https://frontend.example";
  for (const path of ["/graphql", "/auth/sign-in/email"]) {
    const response = await fetch(`${platform.url}${path}`, { method: "POST", headers: { origin } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "ORIGIN_NOT_TRUSTED" } }] });
  }
  await platform.logged(origin, "TRUSTED_ORIGINS");
});

describe("a change whose answer fails says what is known of it", () => {
  const rename = `mutation($name: String!) { updateMe(input: { name: $name }) {
    person { id coaching(first: 1) { nodes { engagement { title } } } } userErrors { code }
  } }`;

  /** Does something while nobody can read engagements. */
  async function whileEngagementsAreLocked<T>(work: () => Promise<T>): Promise<T> {
    const connection = await database.admin.connect();
    try {
      await connection.query("begin; lock table engagement in access exclusive mode");
      return await work();
    } finally {
      await connection.query("rollback");
      connection.release();
    }
  }

  test("that it was made, with the ids of what it made, where that could not be read", async () => {
    const { data, errors } = await whileEngagementsAreLocked(() => client.send(rename, { name: "Made" }));
    const { me } = await client.ask("{ me { id name } }");
    expect(me.name).toBe("Made");
    expect(data).toEqual({ updateMe: { person: null, userErrors: [] } });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining("The change was made"),
        extensions: { code: "TIMEOUT", change: "DONE", ids: { person: me.id }, retryable: false },
      },
    ]);
  });

  test("that it was not made, where a service was away; under a key it may have been made before", async () => {
    await platform.scheduling.stop();
    const book =
      "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code } } }";
    const engagementId = "engagement_01a2077b48347173a840fc60893aae79";
    const input = { engagementId, startsAt: "2030-01-01T09:00:00Z", endsAt: "2030-01-01T10:00:00Z" };
    const keyed = await client.send(book, { input: { ...input, idempotencyKey: "sent before" } });
    expect(keyed.errors).toMatchObject([{ extensions: { change: "NOT_KNOWN", retryable: true } }]);
    expect((await client.send(book, { input })).errors).toMatchObject([
      {
        message: expect.stringContaining("Nothing was changed."),
        extensions: { code: "SERVICE_UNAVAILABLE", change: "NOT_DONE", retryable: true },
      },
    ]);
  });

  test("and nothing of a change where nothing was asked to change", async () => {
    const { errors } = await whileEngagementsAreLocked(() => client.send("{ engagements(first: 1) { nodes { id } } }"));
    expect(errors).toMatchObject([{ extensions: { code: "TIMEOUT" } }]);
    expect(errors![0]!.extensions).not.toHaveProperty("change");
  });
});
