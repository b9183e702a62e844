import { beforeAll, describe, expect, test } from "@jest/globals";
import { FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let client: TestClient;

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  client = await signedIn(firm, await firm.person(["OWNER"]));
});

const asked = async (body: string, headers: Record<string, string> = {}, path = "/graphql") => {
  const authorization = `Bearer ${client.token}`;
  const all = { "content-type": "application/json", authorization, ...headers };
  const response = await fetch(`${platform.url}${path}`, { method: "POST", headers: all, body });
  const { errors } = (await response.json()) as { errors?: { extensions: Record<string, unknown> }[] };
  return { id: response.headers.get("x-request-id"), told: errors?.map(({ extensions }) => extensions.requestId) };
};

const query = (text: string) => JSON.stringify({ query: text });

describe("Every answer", () => {
  test("names its request, as the client did or anew", async () => {
    expect(await asked(query("{ firm { name } }"), { "x-request-id": "night-7:1.a_b" })).toEqual({
      id: "night-7:1.a_b",
    });
    const [one, other] = [await asked(query("{ firm { name } }")), await asked(query("{ firm { name } }"))];
    expect(one.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(other.id).not.toBe(one.id);
  });

  test.each(["", "has a space", "x".repeat(101), '"quoted"', "semi;colon"])(
    "does not repeat the id %p",
    async (given) => {
      expect((await asked(query("{ firm { name } }"), { "x-request-id": given })).id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test.each([
    ["of an operation", query("{ nothing }"), {}, "/graphql"],
    ["of a field", query('{ node(id: "x") { id } people(first: 0) { totalCount nodes { id } } }'), {}, "/graphql"],
    ["of a whole query", query("{ people(first: 1000) { nodes { id } } }"), {}, "/graphql"],
    ["of a mutation", query("mutation { createOrganization(input: {}) { userErrors { code } } }"), {}, "/graphql"],
    ["of the token", query("{ firm { name } }"), { authorization: "Bearer none" }, "/graphql"],
    ["of the body", "{", {}, "/graphql"],
    ["of its size", "x".repeat(2_500_001), {}, "/graphql"],
    ["of the address", "{}", {}, "/nowhere"],
    [
      "of signing in",
      JSON.stringify({ email: "x@firm.example", password: "wrong-password" }),
      {},
      "/auth/sign-in/email",
    ],
  ])("names it in the errors %s, too", async (_, body, headers, path) => {
    const { id, told } = await asked(body, { ...headers, "x-request-id": "mine-1" }, path);
    expect(id).toBe("mine-1");
    expect(told!.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(["mine-1"]));
  });

  test("names it to pages of trusted origins", async () => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: "https://app.example",
        authorization: `Bearer ${client.token}`,
      },
      body: query("{ firm { name } }"),
    });
    expect(response.headers.get("access-control-expose-headers")).toContain("x-request-id");
  });

  test("to an operation of a socket names one in its errors", async () => {
    const [answer] = await client.follow("{ people(first: 1000) { nodes { id } } }").until(1);
    expect(answer!.errors![0]!.extensions.requestId).toEqual(expect.any(String));
    await client.close();
  });
});
