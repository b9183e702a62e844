import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import { type FirmFactory, TestClient } from "@coachwork/testing";
import { type GraphQLSchema, print } from "graphql";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { type Ids, idsOf } from "./ids.js";
import type { Inside } from "./inside.js";
import { look } from "./look.js";
import { differences, hiddenFrom, queryProbes } from "./probe.js";
import { blindnessOf, outOfScope } from "./sight.js";
import { type ViewerName, viewerNames, viewersOf } from "./viewers.js";
import { operationsOf } from "./walk.js";
import { createWorld, type World } from "./world.js";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

jest.setTimeout(180_000);

let world: World;
let schema: GraphQLSchema;
let ids: Ids;
/** All but one who shares a person with another. */
const signedIn = viewerNames.filter((name) => name !== "coach and finance");
const clients = new Map<ViewerName, TestClient>();
const tokens = new Map<ViewerName, string>();

// The questions ask for all there is at once: here it is not their price that is tried.
const dear = String(1_000_000_000_000);

const { database, platform } = await ownStage({
  COST_LIMIT: dear,
  COST_BUCKET: dear,
  COST_RESTORE_PER_SECOND: dear,
  COST_FIRM_MULTIPLE: "1000",
});

beforeAll(async () => {
  world = await createWorld(database.admin);
  schema = await createSchema();
  const services = await Database.connect({
    url: database.gatewayUrl,
    poolSize: 1,
    statementTimeoutMs: 5_000,
    applicationName: "isolation",
  });
  ids = await idsOf(database.admin, services, world);
  await services.close();
  for (const name of signedIn) {
    tokens.set(name, await tokenOf(name));
    clients.set(name, new TestClient(platform.url, tokens.get(name)));
  }
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.close()));
});

/** A real token: of somebody who signed in, or a key that the owner made. */
async function tokenOf(name: ViewerName): Promise<string> {
  const firm = { firmId: world.firmA } as FirmFactory;
  const { personId, grants } = viewersOf(world)[name];
  if (personId === null) {
    const make = `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Key", scopes: $scopes }) { secret } }`;
    const { createApiKey } = await clients.get("OWNER")!.ask(make, { scopes: grants });
    return createApiKey.secret as string;
  }
  return signIn(database, firm, personId);
}

/** What a subscription that ends at once is told over each transport. */
const transports = {
  async WebSocket(name: ViewerName, query: string, id: string): Promise<string> {
    const following = clients.get(name)!.follow(query, { id });
    const ended = await following.untilEnded();
    return JSON.stringify([following.received, ended]);
  },
  async "server-sent events"(name: ViewerName, query: string, id: string): Promise<string> {
    const response = await fetch(`${platform.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: `Bearer ${tokens.get(name)}`,
      },
      body: JSON.stringify({ query, variables: { id } }),
    });
    return response.text();
  },
};
const followed = [
  ["coach's schedule", "Person", "scheduleChanged(coachId: $id, after: 0)"],
  ["engagement", "Engagement", "engagementChanged(engagementId: $id, after: 0)"],
] as const;

/** What anybody who signs in may spend is no secret: every answer says it. */
const ofAnybody = /^(Query\.viewer|Viewer\.limits|ViewerLimits\..*)$/;

const throughTheDoor = (name: ViewerName): Pick<Inside, "ask"> => ({
  async ask(_, query, variables = {}) {
    const text = typeof query === "string" ? query : print(query);
    const { extensions: _cost, errors, ...answer } = await clients.get(name)!.send(text, variables);
    // Each request has an id of its own.
    const told = errors?.map(({ extensions: { requestId: _id, ...extensions }, ...error }) => ({
      ...error,
      extensions,
    }));
    return { ...answer, ...(told && { errors: told }) };
  },
});

describe.each(signedIn)("Over HTTP, %s", (name) => {
  test("learns nothing of another firm, nor of what is not theirs to see", async () => {
    // Each viewer asks another part of the walk; in process they all ask all of it.
    const share = signedIn.indexOf(name);
    const all = [...operationsOf({ schema, ids, without: outOfScope(name, world) })];
    const operations = all.filter((_, index) => index % signedIn.length === share);
    const found = await look(throughTheDoor(name), viewersOf(world)[name], operations, blindnessOf(name, world));
    expect(found.leaks).toEqual([]);
    const told = [...found.told].filter((field) => !ofAnybody.test(field));
    if (name === "person without a role") expect(told).toEqual([]);
    else expect(told.length).toBeGreaterThan(0);
  });

  test("cannot tell a hidden id from one that was never given out", async () => {
    const probes = queryProbes(schema, ids);
    const hidden = hiddenFrom(name, ids);
    expect(await differences(throughTheDoor(name), viewersOf(world)[name], probes, ids, hidden)).toEqual([]);
  });

  test.each(
    followed.flatMap(([what, type, field]) =>
      Object.entries(transports).map(([transport, follow]) => [what, transport, type, field, follow] as const),
    ),
  )("cannot follow a hidden %s over %s, nor tell it from one that never was", async (_, __, type, field, over) => {
    const query = `subscription ($id: ID!) { ${field} { seq } }`;
    const follow = async (id: string) => {
      const told = await over(name, query, id);
      return told.replace(/,"requestId":"[^"]*"/g, "").replace(/"available":\d+/g, "");
    };
    const never = await follow(ids.get(type)!.never);
    expect(never).toContain(`"extensions":{"code":`);
    for (const id of hiddenFrom(name, ids)(type)) expect(await follow(id)).toBe(never);
  });
});

test("A stranger learns nothing", async () => {
  const stranger = new TestClient(platform.url);
  for (const { text, variables } of [...operationsOf({ schema, ids, without: new Set() })].filter(
    (_, index) => index % 50 === 0,
  )) {
    const { data, errors } = await stranger.send(text, variables);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  }
});
