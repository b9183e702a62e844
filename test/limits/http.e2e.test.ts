import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Answer, FirmFactory, type TestClient } from "@coachwork/testing";
import { responseHeaders } from "../../apps/gateway/src/headers.js";
import { sharedStage } from "../support/stage.ts";

let client: TestClient;

const { database, platform, signedIn } = await sharedStage();

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  client = await signedIn(firm, await firm.person(["OWNER"]));
});

describe("over HTTP", () => {
  test("a body of more than 2,500,000 bytes is refused", async () => {
    const response = await client.post(JSON.stringify({ query: "{ __typename }", padding: "x".repeat(2_500_000) }));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "PAYLOAD_TOO_LARGE" } }] });
  });

  test.each([
    ["/sessions/cancel/anything", 10_000],
    ["/introductions/anything", 10_000],
    ["/mail/unsubscribe/anything", 10_000],
    ["/mail/inbound", 2_000_000],
    ["/graphql", 2_500_000],
  ])("a body that is too large for %s is told the limit there", async (path, most) => {
    const headers = { "content-type": path === "/graphql" ? "application/json" : "application/x-www-form-urlencoded" };
    const body = "x".repeat(most + 1);
    const response = await fetch(`${platform.url}${path}`, { method: "POST", headers, body });
    expect(response.status).toBe(413);
    const message = `The request is larger than ${most} bytes.`;
    expect(await response.json()).toMatchObject({ errors: [{ message, extensions: { code: "PAYLOAD_TOO_LARGE" } }] });
  });

  test("a page of a trusted origin can read every header that answers have for clients", async () => {
    const response = await fetch(`${platform.url}/graphql?query={__typename}`, {
      headers: { origin: "https://app.example", "apollo-require-preflight": "true" },
    });
    const exposed = response.headers.get("access-control-expose-headers")?.split(/, */);
    expect(exposed).toEqual(Object.keys(responseHeaders));
    expect(exposed).toEqual(expect.arrayContaining(["retry-after", "content-disposition"]));
  });

  test("a body that is not JSON is refused", async () => {
    expect((await client.post("{ people")).status).toBe(400);
  });

  test.each([
    ["malformed", "Basic abc", "UNAUTHENTICATED"],
    ["unknown", "Bearer abcdefghijklmnopqrstuvwxyzABCDEF", "UNAUTHENTICATED"],
    ["an API key that was never given out", `Bearer cw_live_${"A".repeat(44)}_${"B".repeat(43)}`, "UNAUTHENTICATED"],
  ])("a token that is %s is refused with 401", async (_, authorization, code) => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query: "{ me { id } }" }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  test("a subscription is told to use a WebSocket", async () => {
    const { errors } = await client.send('subscription { scheduleChanged(coachId: "x") { seq } }');
    expect(errors).toMatchObject([{ extensions: { code: "WEBSOCKET_REQUIRED" } }]);
  });

  test("a GET answers a query with a token, and neither a change nor a page's link", async () => {
    const get = (query: string, headers: Record<string, string>) =>
      fetch(`${platform.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    // As @urql/core sends it.
    const accept =
      "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed";
    const asked = await get("{ me { name } }", { accept, authorization: `Bearer ${client.token}` });
    expect(asked.status).toBe(200);
    expect(await asked.json()).toMatchObject({ data: { me: { name: "Somebody" } } });
    expect(asked.headers.get("cache-control")).toBe("no-store");
    expect(asked.headers.get("x-content-type-options")).toBe("nosniff");
    const change = await get("mutation { __typename }", { authorization: `Bearer ${client.token}` });
    expect(change.status).toBe(405);
    expect((await get("{ __typename }", {})).status).toBe(400);
  });

  test.each([
    ["an address that is not there", "GET", "/nothing", 404, "NOT_FOUND"],
    ["an address that is none", "GET", "/%", 400, "BAD_REQUEST"],
    ["a door that is not there", "POST", "/auth/nothing", 404, "NOT_FOUND"],
    ["a door's other method", "GET", "/auth/sign-in/email", 405, "METHOD_NOT_ALLOWED"],
    ["another method of GraphQL", "PUT", "/graphql", 405, "METHOD_NOT_ALLOWED"],
    ["a sign-in without anything", "POST", "/auth/sign-in/email", 400, "BAD_USER_INPUT"],
  ])("%s is answered in the shape of every error", async (_, method, path, status, code) => {
    const response = await fetch(`${platform.url}${path}`, { method });
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as Answer;
    expect(new Set(errors!.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
  });

  test("several operations in one request are refused", async () => {
    const response = await client.post(JSON.stringify([{ query: "{ __typename }" }, { query: "{ __typename }" }]));
    expect(response.status).toBe(400);
  });

  test("it is told whether the service lives and is ready", async () => {
    expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${platform.url}/readyz`)).status).toBe(200);
  });
});
