import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type RunningService, startService } from "@coachwork/infra/children";
import { TestClient } from "@coachwork/testing";
import { getIntrospectionQuery } from "graphql";
import { authSecret, secretsKey, serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";

/** What browsers say they would like when somebody opens an address. */
const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

const { database, platform } = await sharedStage();

const open = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { headers: { accept: BROWSER, ...headers } });

describe("where GraphiQL is on", () => {
  /** The page and everything that it may load, by path; found by following what each names. */
  const loaded = new Map<string, { response: Response; text: string }>();

  beforeAll(async () => {
    await load("/graphql");
  });

  async function load(path: string): Promise<void> {
    if (loaded.has(path)) return;
    const response = await fetch(`${platform.url}${path}`, { headers: { accept: BROWSER } });
    const text = await response.text();
    loaded.set(path, { response, text });
    for (const [name] of text.matchAll(/\b[\w.-]+-[A-Z0-9]{8}[.](?:[a-z]+[.]LEGAL[.]txt|[a-z]+)\b/g))
      await load(`/graphql/assets/${name}`);
  }

  const assets = () => [...loaded].filter(([path]) => path !== "/graphql");
  const textOf = (ending: string) => assets().filter(([path]) => path.endsWith(ending));

  test("a browser that opens /graphql gets the page", async () => {
    const response = await open(platform.url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("vary")).toContain("accept");
    expect(await response.text()).toContain("GraphiQL");
  });

  test("a browser that has the page already is told so, and asks again for the next release's", async () => {
    const { headers } = await open(platform.url);
    expect(headers.get("cache-control")).toBe("no-cache");
    const again = await open(platform.url, { "if-none-match": headers.get("etag")! });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  test("the page may load and reach nothing but its own origin", async () => {
    const { headers } = await open(platform.url);
    const policy = Object.fromEntries(
      headers
        .get("content-security-policy")!
        .split("; ")
        .map((directive) => directive.split(" "))
        .map(([name, ...sources]) => [name, sources]),
    );
    expect(policy).toMatchObject({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "worker-src": ["'self'"],
      "connect-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
    });
    // What runs is ruled above; for the looks, Monaco sets styles inline and has its fonts and images as data.
    const { "style-src": styles, "font-src": fonts, "img-src": images, ...rest } = policy;
    expect([styles, fonts, images]).toEqual([
      ["'self'", "'unsafe-inline'"],
      ["'self'", "data:"],
      ["'self'", "data:"],
    ]);
    expect(Object.values(rest).flat()).not.toContainEqual(expect.stringMatching(/[*:]|unsafe/));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("neither the page nor what it loads takes anything from another host", () => {
    const { text: page } = loaded.get("/graphql")!;
    const named = [...page.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, address]) => address!);
    expect(named.length).toBeGreaterThanOrEqual(3);
    expect(named.filter((address) => !address.startsWith("/graphql/assets/"))).toEqual([]);
    expect(page).not.toMatch(/https?:|style=|<style|<script>/);

    const foreign = (ending: string, loads: RegExp) =>
      textOf(ending).flatMap(([path, { text }]) => [...text.matchAll(loads)].map(([found]) => `${path}: ${found}`));
    expect(foreign(".css", /(?:@import|url\()\s*(?:url\()?["']?(?:https?:)?[/]{2}.{0,60}/g)).toEqual([]);
    const call = /\b(?:import|from|importScripts|fetch|Worker|WebSocket|EventSource|sendBeacon)/.source;
    const property = /[.](?:src|href)=/.source;
    const address = /["'`](?:(?:https?|wss?):)?[/]{2}\w.{0,60}/.source;
    expect(foreign(".js", new RegExp(`(?:${call}\\s*[(]?\\s*|${property})${address}`, "g"))).toEqual([]);
  });

  test("everything that the page loads is there, is called what it is, and may be kept for good", () => {
    const types: Record<string, string> = {
      js: "text/javascript; charset=utf-8",
      css: "text/css; charset=utf-8",
      svg: "image/svg+xml",
      txt: "text/plain; charset=utf-8",
    };
    const kinds = new Set<string>();
    for (const [path, { response }] of assets()) {
      const kind = path.split(".").at(-1)!;
      kinds.add(kind);
      const { status, headers } = response;
      expect({ path, status, type: headers.get("content-type") }).toEqual({ path, status: 200, type: types[kind] });
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect([...kinds].sort()).toEqual(["css", "js", "svg", "txt"]);
    // The editors' workers are named by the script alone: without them the page seems to work, and is slow.
    for (const worker of ["editor", "graphql", "json"])
      expect(assets().map(([path]) => path)).toContainEqual(
        expect.stringMatching(new RegExp(`^/graphql/assets/${worker}-`)),
      );
  });

  test.each([
    "no-such-file.js",
    "index.html",
    "..%2Findex.html",
    "..%2F..%2Fmain.js",
    "%2e%2e%2findex.html",
    "constructor",
  ])("nothing but the page's own files is below /graphql/assets: not %s", async (name) => {
    const response = await fetch(`${platform.url}/graphql/assets/${name}`, { headers: { accept: BROWSER } });
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control") ?? "").not.toContain("immutable");
  });

  test.each(["*/*", "application/json", "application/graphql-response+json, application/json;q=0.9"])(
    "a program that gets /graphql and accepts %s gets no page",
    async (accept) => {
      const response = await fetch(`${platform.url}/graphql`, { headers: { accept } });
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toMatch(/^application\/(graphql-response\+)?json/);
    },
  );

  test("the API answers at the same address, also one who accepts pages", async () => {
    const response = await fetch(`${platform.url}/graphql`, {
      method: "POST",
      headers: { accept: BROWSER, "content-type": "application/json" },
      body: JSON.stringify({ query: "{ __typename }" }),
    });
    expect(await response.json()).toMatchObject({ data: { __typename: "Query" } });
  });

  test("the page can read the schema before anybody has signed in", async () => {
    const { __schema } = await new TestClient(platform.url).ask(getIntrospectionQuery());
    expect(__schema).toMatchObject({ queryType: { name: "Query" }, subscriptionType: { name: "Subscription" } });
  });
});

describe("where GraphiQL is off", () => {
  let gateway: RunningService;
  let url: string;

  beforeAll(async () => {
    gateway = await startService({
      name: "gateway",
      entry: fileURLToPath(new URL("../../apps/gateway/dist/main.js", import.meta.url)),
      readyUrl: "http://127.0.0.1:0/readyz",
      environment: {
        DATABASE_URL: database.gatewayUrl,
        PORT: "0",
        LOG_LEVEL: "warn",
        SERVICE_SECRET: serviceSecret,
        AUTH_SECRET: authSecret,
        SECRETS_KEY: secretsKey,
        SCHEDULING_URL: "http://127.0.0.1:1", // nobody asks for a schedule
        GRAPHIQL: "false",
      },
      log: () => undefined,
    });
    url = `http://127.0.0.1:${gateway.port}`;
  });

  afterAll(async () => {
    await gateway?.stop();
  });

  test("a browser finds neither the page nor what it loads", async () => {
    const response = await open(url);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect((await fetch(`${url}/graphql/assets/`)).status).toBe(404);
  });

  test("the schema is told neither over HTTP nor over WebSocket", async () => {
    const client = new TestClient(url);
    const disabled = expect.stringMatching(/introspection.*(disabled|not allowed)/i);
    const { data, errors } = await client.send(getIntrospectionQuery());
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toEqual(disabled);

    const overSocket = client.follow(getIntrospectionQuery());
    expect(await overSocket.untilEnded()).toContainEqual(expect.objectContaining({ message: disabled }));
    expect(overSocket.received).toEqual([]);
    await client.close();
  });
});
