import { spawn } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { createClient, type Client } from "graphql-sse";
import { signIn } from "../support/sign-in.ts";
import { done } from "../support/mutate.ts";
import { ownStage } from "../support/stage.ts";
import { happen } from "./events.ts";

/** Subscriptions as server-sent events, by the client of graphql-sse and by hand. */
const { database, platform, signedIn } = await ownStage();

let firm: FirmFactory;
let owner: TestClient;
let token: string;
let coach: string;
let engagement: string;

const changes = `subscription ($coach: ID!, $position: String) {
  told: scheduleChanged(coachId: $coach, position: $position) { seq position type session { id } }
}`;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const person = await firm.person(["OWNER"]);
  owner = await signedIn(firm, person);
  token = await signIn(database, firm, person);
  coach = await firm.person(["COACH"]);
  engagement = await firm.engagement({ coaches: [coach] });
});

async function book(day: number, of = coach): Promise<void> {
  const session = await firm.session(engagement, { coaches: [of], startsAt: at(day, 9) });
  await happen(database.admin, firm, "session.booked", { session, engagement, coaches: [of] });
}

interface Heard {
  readonly results: AnyData[];
  end?: unknown;
  stop(): void;
}

function listen(client: Client, variables: Record<string, unknown> = {}, query = changes, extensions = {}): Heard {
  const heard: Heard = { results: [], stop: () => undefined };
  heard.stop = client.subscribe(
    { query, variables: { coach: apiId("person", coach), ...variables }, extensions },
    {
      next: (result) => void heard.results.push(result as AnyData),
      error: (error) => (heard.end = error),
      complete: () => (heard.end = "complete"),
    },
  );
  return heard;
}

const clientWith = (bearer: string, url = platform.url) =>
  createClient({ url: `${url}/graphql`, headers: { authorization: `Bearer ${bearer}` }, retryAttempts: 0 });

/** Asks by hand. */
function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${platform.url}/graphql`, {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

const begun = (heard: Heard, count = 1) => until(`${count} results`, () => heard.results.length >= count);

describe("graphql-sse", () => {
  test("is told where it begins and what happens, each event once, and resumes after a position", async () => {
    const client = clientWith(token);
    const heard = listen(client);
    await begun(heard);
    expect(heard.results[0]).toMatchObject({ data: { told: { type: "SNAPSHOT" } }, extensions: { cost: {} } });
    await book(1);
    await book(2);
    await begun(heard, 3);
    expect(heard.results.map(({ data }) => data.told.type)).toEqual(["SNAPSHOT", "BOOKED", "BOOKED"]);
    heard.stop();
    await book(3);
    const again = listen(client, { position: heard.results[1]!.data.told.position });
    await begun(again, 2);
    expect(again.results.map(({ data }) => data.told.seq)).toEqual([2, 3]);
    client.dispose();
  });

  test("hears of whom its viewer may not see what it hears of nobody", async () => {
    const person = await firm.person(["COACH"]);
    await firm.engagement({ coaches: [person] });
    const client = clientWith(await signIn(database, firm, person));
    const never = listen(client, { coach: apiId("person", coach) });
    const unknown = listen(client, { coach: `person_${"e".repeat(32)}` });
    await until("both to end", () => never.end !== undefined && unknown.end !== undefined);
    const told = ({ results, end }: Heard) => [end, results.map(({ data, errors }) => [data, errors[0].message])];
    expect(told(never)).toEqual(told(unknown));
    expect(never.results).toMatchObject([{ errors: [{ extensions: { code: "NOT_FOUND" } }] }]);
    client.dispose();
  });

  test("ends within a second of its key's revocation, and is told why", async () => {
    const answer = "secret apiKey { id }";
    const { secret, apiKey } = await done(owner, "createApiKey", { name: "P", scopes: ["schedule:read"] }, { answer });
    const client = clientWith(secret as string);
    const heard = listen(client);
    await begun(heard);
    const from = performance.now();
    await done(owner, "revokeApiKey", { id: apiKey.id }, { answer: "apiKey { id }" });
    await until("the end", () => heard.end !== undefined);
    expect(performance.now() - from).toBeLessThan(1_500);
    expect(heard.results.at(-1)).toMatchObject({
      errors: [{ message: "The API key was revoked.", extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(heard.end).toBe("complete");
    client.dispose();
  });

  test("is told that a document is wrong, or that its log is another", async () => {
    const client = clientWith(token);
    const wrong = listen(client, {}, "subscription { nothing }");
    const far = listen(client, { position: "9.abcdefghijkl" });
    await until("both to end", () => wrong.end === "complete" && far.end === "complete");
    expect(wrong.results).toMatchObject([{ errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] }]);
    expect(far.results).toMatchObject([{ errors: [{ extensions: { code: "RESYNC_REQUIRED" } }] }]);
    client.dispose();
  });
});

describe("By hand,", () => {
  test("curl reads events with their ids, and Last-Event-ID resumes after one", async () => {
    const body = JSON.stringify({ query: changes, variables: { coach: apiId("person", coach) } });
    const curl = (...more: string[]) =>
      spawn("curl", [
        "-sN",
        `${platform.url}/graphql`,
        "-H",
        "accept: text/event-stream",
        "-H",
        "content-type: application/json",
        "-H",
        `authorization: Bearer ${token}`,
        ...more,
        "-d",
        body,
      ]);
    const first = curl("-i");
    let text = "";
    first.stdout.on("data", (data: Buffer) => (text += data.toString()));
    await until("the snapshot", () => text.includes("SNAPSHOT"));
    expect(text).toMatch(/^HTTP\/1\.1 200/);
    expect(text.toLowerCase()).toContain("content-type: text/event-stream; charset=utf-8\r\n");
    expect(text.toLowerCase()).toMatch(/coachwork-request-id|x-request-id/);
    await book(1);
    await until("the event", () =>
      /id: 1\.[\w-]{12}\nevent: next\ndata: \{"data":\{"told":\{"seq":1,.*\}\n\n/.test(text),
    );
    const [id] = /1\.[\w-]{12}/.exec(text)!;
    first.kill();
    await once(first, "close");
    await book(2);
    const second = curl("-H", `last-event-id: ${id}`);
    let more = "";
    second.stdout.on("data", (data: Buffer) => (more += data.toString()));
    await until("what was missed", () => more.includes('"seq":2'));
    expect(more).not.toContain("SNAPSHOT");
    expect(more).not.toContain('"seq":1,');
    second.kill();
  });

  test("a query is answered by one event and the end", async () => {
    const response = await post({ query: "{ me { name } }" });
    expect(await response.text()).toMatch(
      /^event: next\ndata: \{"data":\{"me":\{"name":".*"\}\},"extensions":\{"cost":.*\}\n\nevent: complete\ndata:\n\n$/,
    );
  });

  test("whoever may not have a stream is refused as usual, with a status", async () => {
    const code = async (response: Response) => [
      response.status,
      ((await response.json()) as AnyData).errors[0].extensions.code,
    ];
    const query = changes;
    expect(await code(await post({ query }, { authorization: "Bearer wrong" }))).toEqual([401, "UNAUTHENTICATED"]);
    const anonymous = {
      method: "POST",
      body: JSON.stringify({ query }),
      headers: { accept: "text/event-stream", "content-type": "application/json" },
    };
    expect(await code(await fetch(`${platform.url}/graphql`, anonymous))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await code(await post({ query }, { "coachwork-firm": `firm_${"e".repeat(32)}` }))).toEqual([
      403,
      "FIRM_NOT_FOUND",
    ]);
    expect(await code(await post({ query }, { origin: "https://evil.example" }))).toEqual([403, "ORIGIN_NOT_TRUSTED"]);
    expect(await code(await post({ query }, { "content-type": "text/plain" }))).toEqual([
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    ]);
    for (const body of [
      [],
      { query: 1 },
      { query, variables: [] },
      { query, operationName: 1 },
      { query, extensions: 1 },
    ])
      expect([body, await code(await post(body))]).toEqual([body, [400, "BAD_REQUEST"]]);
    // Who also takes JSON is told where subscriptions are.
    const either = { accept: "application/json, text/event-stream" };
    const told = await code(await post({ query: "subscription { events { type } }" }, either));
    expect(told).toEqual([400, "WEBSOCKET_REQUIRED"]);
  });

  test("whoever does not take a stream is answered without one", async () => {
    for (const accept of ["text/event-stream;q=0", "text/event-stream; q=0.0, application/json"]) {
      const response = await post({ query: "{ me { name } }" }, { accept });
      expect([accept, response.headers.get("content-type")]).not.toEqual([
        accept,
        expect.stringContaining("event-stream"),
      ]);
      await response.text();
    }
    const response = await post(
      { query: "{ me { name } }" },
      { accept: "text/event-stream; q=0.5, application/json;q=0" },
    );
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await response.text();
  });

  test("a replay that is throttled is refused with a status and when to come back", async () => {
    await book(1);
    // What is replayed is priced by how far back it is.
    const last = [firm.firmId, 200_000];
    await database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", last);
    const answers = await Promise.all(Array.from({ length: 20 }, () => askAlone({ after: 0 })));
    const throttled = answers.find(({ statusCode }) => statusCode !== 200)!;
    expect([throttled.statusCode, Number(throttled.headers["retry-after"]) > 0]).toEqual([429, true]);
    expect(JSON.parse((await throttled.toArray()).join(""))).toMatchObject({
      errors: [{ extensions: { code: "THROTTLED" } }],
    });
    for (const answer of answers) answer.destroy();
  });

  test("one person has a hundred streams at most, and a closed one makes room", async () => {
    const streams = await Promise.all(Array.from({ length: 100 }, () => askAlone()));
    expect(new Set(streams.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const tooMany = await askAlone();
    expect([tooMany.statusCode, tooMany.destroy()]).toEqual([429, tooMany]);
    streams[0]!.destroy();
    await until("room", async () => (await askAlone()).destroy().statusCode === 200);
    for (const stream of streams) stream.destroy();
  });
});

/** Asks for a stream on a connection of its own. fetch would open others in place of those that are cancelled. */
async function askAlone({ after }: { after?: number } = {}): Promise<IncomingMessage> {
  const headers = {
    ...{ accept: "text/event-stream", "content-type": "application/json" },
    authorization: `Bearer ${token}`,
  };
  const asked = request(`${platform.url}/graphql`, { method: "POST", agent: false, headers });
  const query =
    after === undefined ? changes : changes.replace("position: $position", `position: $position, after: ${after}`);
  asked.end(JSON.stringify({ query, variables: { coach: apiId("person", coach) } }));
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return response.on("error", () => undefined);
}

test("a client connects to another gateway when its own stops, and goes on", async () => {
  const other = await platform.anotherGateway();
  let url = platform.url;
  const client = createClient({
    url: () => `${url}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 20,
  });
  const heard = listen(client);
  await begun(heard);
  url = other;
  const from = performance.now();
  await platform.gateway.stop();
  // An open stream does not keep it.
  expect(performance.now() - from).toBeLessThan(5_000);
  await begun(heard, 2);
  await book(1);
  await until("the change", () => heard.results.some(({ data }) => data?.told.type === "BOOKED"));
  client.dispose();
});
