import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApiError, CoachworkClient, ConnectionError, graphql, succeeded, UserErrors } from "@coachwork/client";
import { apiId, FirmFactory } from "@coachwork/testing";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** The client against the real platform, over a network that fails where a test says so. */
let firm: FirmFactory;
let owner: string;
let token: string;

const { database, platform } = await sharedStage();

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await firm.person(["OWNER"]);
  token = await signIn(database, firm, owner);
});

/** What becomes of a request: it arrives and is answered, or its answer is lost, or another answer comes. */
type Fate = "answered" | "lost" | Response;

/** A client whose requests meet these fates, one after another, and then none. Tells the bodies that it sent. */
function clientWith(fates: readonly Fate[], options: object = {}) {
  const left = [...fates];
  const sent: { query: string; variables: Record<string, Record<string, unknown>> }[] = [];
  const client = new CoachworkClient({
    ...{ url: platform.url, token, retry: { firstPauseMs: 1 } },
    async fetch(input, init) {
      sent.push(JSON.parse(String(init?.body)));
      const fate = left.shift() ?? "answered";
      if (fate instanceof Response) return fate;
      const answer = await fetch(input, init);
      if (fate === "lost") throw new TypeError("The connection broke.");
      return answer;
    },
    ...options,
  });
  return { client, sent };
}

const Me = graphql("query { me { id } }");
const Create = graphql(`
  mutation ($input: CreateOrganizationInput!) {
    createOrganization(input: $input) {
      organization {
        id
        name
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
const CreateTwo = graphql(`
  mutation ($first: String!, $second: String!) {
    one: createOrganization(input: { name: $first }) {
      organization {
        id
      }
      userErrors {
        code
        message
      }
    }
    ...Other
  }
  fragment Other on Mutation {
    two: createOrganization(input: { name: $second }) {
      organization {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);
const named = async (name: string) =>
  (await database.admin.query("select 1 from organization where firm_id = $1 and name = $2", [firm.firmId, name]))
    .rowCount;

const busy = () =>
  Response.json({ data: { createOrganization: { organization: null, userErrors: [{ code: "BUSY" }] } } });
const throttled = (ms: number) =>
  Response.json(
    { errors: [{ message: "Wait.", extensions: { code: "THROTTLED", retryAfterMs: ms } }] },
    { status: 429 },
  );
const away = (extensions: object = {}) =>
  Response.json({ errors: [{ message: "Away.", extensions: { code: "SERVICE_UNAVAILABLE", ...extensions } }] });

describe("a change whose answer is lost", () => {
  test("is sent again and done once", async () => {
    const { client, sent } = clientWith(["lost", "lost"]);
    const { createOrganization } = await client.mutate(Create, { input: { name: "Lost twice" } });
    expect(succeeded(createOrganization, "organization").name).toBe("Lost twice");
    expect(new Set(sent.map(({ variables }) => variables.input!.idempotencyKey)).size).toBe(1);
    expect(sent).toHaveLength(3);
    expect(await named("Lost twice")).toBe(1);
  });

  test("has a key for each change of the document, also where it spells the inputs out", async () => {
    const { client, sent } = clientWith(["lost"]);
    const { one, two } = await client.mutate(CreateTwo, { first: "One of two", second: "Two of two" });
    expect([one, two].map(({ userErrors }) => userErrors)).toEqual([[], []]);
    expect(sent[1]).toEqual(sent[0]);
    expect(await named("One of two")).toBe(1);
    expect(await named("Two of two")).toBe(1);
  });

  test("keeps the key that it was given", async () => {
    const { client, sent } = clientWith([]);
    await client.mutate(Create, { input: { name: "Own key", idempotencyKey: "my own" } });
    expect(sent[0]!.variables.input!.idempotencyKey).toBe("my own");
  });

  test("is not sent again if two changes have one input, which would have one key", async () => {
    const { client, sent } = clientWith(["lost"]);
    const twice = `mutation ($input: CreateOrganizationInput!) {
      a: createOrganization(input: $input) { userErrors { code } } b: createOrganization(input: $input) { userErrors { code } } }`;
    await expect(client.mutate(twice, { input: { name: "Twice" } })).rejects.toThrow(ConnectionError);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.variables.input!.idempotencyKey).toBeUndefined();
  });

  test("is not sent again if the API says that it was done", async () => {
    const { client, sent } = clientWith([away({ retryable: true, change: "DONE" })]);
    await expect(client.mutate(Create, { input: { name: "Done" } })).rejects.toMatchObject({ change: "DONE" });
    expect(sent).toHaveLength(1);
  });
});

describe("the client tries again", () => {
  test("what is throttled, after the time that it was told", async () => {
    const { client, sent } = clientWith([throttled(300), throttled(1)]);
    const before = performance.now();
    await client.query(Me);
    expect(performance.now() - before).toBeGreaterThanOrEqual(300);
    expect(sent).toHaveLength(3);
  });

  test("not what is throttled for longer than its longest pause", async () => {
    const { client } = clientWith([throttled(60_000)]);
    await expect(client.query(Me)).rejects.toMatchObject({ code: "THROTTLED", retryAfterMs: 60_000 });
  });

  test("Retry-After where only that is said, and a proxy's page", async () => {
    const page = new Response("<h1>Bad gateway</h1>", { status: 502 });
    const { client, sent } = clientWith([page, new Response("", { status: 429, headers: { "retry-after": "0" } })]);
    await client.query(Me);
    expect(sent).toHaveLength(3);
  });

  test("what waits for somebody else's change", async () => {
    const { client, sent } = clientWith([busy(), busy()]);
    await client.mutate(Create, { input: { name: "Busy" } });
    expect(sent).toHaveLength(3);
  });

  test("five times in all, and throws what it met last", async () => {
    const { client, sent } = clientWith(Array.from({ length: 9 }, () => away({ retryable: true })));
    await expect(client.query(Me)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(sent).toHaveLength(5);
  });

  test("nothing that is wrong in itself", async () => {
    const { client, sent } = clientWith([]);
    const refused = client.query("query ($id: ID!) { person(id: $id) { name } }", { id: 7.5 });
    await expect(refused).rejects.toThrow(ApiError);
    await expect(refused).rejects.toMatchObject({ requestId: expect.stringMatching(/./) });
    expect(sent).toHaveLength(1);
  });

  test("nothing after its signal", async () => {
    const { client, sent } = clientWith([throttled(10_000)]);
    const reason = new Error("Enough.");
    const ending = new AbortController();
    const asked = client.query(Me, {}, { signal: ending.signal });
    setTimeout(() => ending.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
    expect(sent).toHaveLength(1);
  });
});

describe("a person", () => {
  test("signs in, and is told nothing after signing out", async () => {
    const { rows } = await database.admin.query("select email from person where id = $1", [owner]);
    const client = new CoachworkClient({ url: platform.url });
    const { firm: only } = await client.signIn({ email: rows[0].email, password: PASSWORD });
    expect(only?.id).toBe(apiId("firm", firm.firmId));
    expect(await client.firms()).toEqual([only]);
    expect((await client.query(Me)).me?.id).toBe(apiId("person", owner));
    await client.signOut();
    await expect(client.query(Me)).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  });

  test("is told that a password is wrong", async () => {
    const client = new CoachworkClient({ url: platform.url });
    const signingIn = client.signIn({ email: "nobody@client.example", password: "wrong" });
    await expect(signingIn).rejects.toMatchObject({ code: "INVALID_EMAIL_OR_PASSWORD", status: 401 });
  });

  test("in two firms asks each by its own client, with one sign-in", async () => {
    const other = await FirmFactory.create(database.admin);
    const email = `both-${other.firmId}@client.example`;
    const [here, there] = [await firm.person(["COACH"], { email }), await other.person(["COACH"], { email })];
    await signIn(database, firm, here);
    await signIn(database, other, there);
    const client = new CoachworkClient({ url: platform.url });
    expect((await client.signIn({ email, password: PASSWORD })).firm).toBeNull();
    await expect(client.query(Me)).rejects.toMatchObject({ code: "FIRM_NOT_CHOSEN" });
    const ids = (await client.firms()).map(({ id }) => id);
    const found = await Promise.all(ids.map(async (id) => (await client.inFirm(id).query(Me)).me?.id));
    expect(new Set(found)).toEqual(new Set([apiId("person", here), apiId("person", there)]));
  });
});

describe("lists and refusals", () => {
  const People = graphql(`
    query ($after: String) {
      people(first: 2, after: $after, orderBy: NAME) {
        nodes {
          id
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `);

  test("a list is read page after page, each person once", async () => {
    const other = await FirmFactory.create(database.admin);
    const people = [await other.person(["OWNER"])];
    for (let count = 0; count < 4; count += 1) people.push(await other.person(["CLIENT"]));
    const { client, sent } = clientWith([], { token: await signIn(database, other, people[0]!) });
    const found: string[] = [];
    for await (const { id } of client.paginate(People, {}, ({ people }) => people)) found.push(id);
    expect(found.sort()).toEqual(people.map((id) => apiId("person", id)).sort());
    expect(sent).toHaveLength(3);
  });

  test("a list that would never end is refused", async () => {
    const { client } = clientWith([]);
    const Same = graphql(`
      query ($after: String) {
        node(id: "x") {
          id
        }
        people(first: 1) {
          nodes {
            id
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        organizations(first: 1, after: $after) {
          nodes {
            id
          }
        }
      }
    `);
    await firm.person(["CLIENT"]);
    const read = async () => {
      for await (const _ of client.paginate(Same, {}, ({ people }) => people));
    };
    await expect(read()).rejects.toThrow("The same page came again: give `after: $after` to the list.");
  });

  test("a refused mutation is thrown with its codes, where the program wants that", async () => {
    const { client } = clientWith([]);
    const input = { name: "There already" };
    succeeded((await client.mutate(Create, { input })).createOrganization);
    const { createOrganization } = await client.mutate(Create, { input });
    expect(createOrganization.userErrors).toMatchObject([{ code: "NAME_TAKEN", field: ["input", "name"] }]);
    expect(() => succeeded(createOrganization)).toThrow(UserErrors);
  });

  test("a document of another kind is refused before it is sent", async () => {
    const { client, sent } = clientWith([]);
    await expect(client.query(Create, { input: { name: "x" } })).rejects.toThrow("is a mutation");
    await expect(client.query("query A { me { id } } query B { me { id } }")).rejects.toThrow("has 2 operations");
    expect(sent).toEqual([]);
  });
});
