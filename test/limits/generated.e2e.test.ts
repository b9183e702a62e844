import { Agent } from "node:http";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import { type FirmFactory, TestClient } from "@coachwork/testing";
import type { GraphQLSchema } from "graphql";
import { isErrorCode } from "../../apps/gateway/src/graphql/error-codes.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { idsOf } from "../isolation/ids.js";
import { createWorld } from "../isolation/world.js";
import { type Conversation, Conversations, converse, type Heard } from "./generated/frames.js";
import { Operations } from "./generated/operations.js";
import { Random } from "./generated/random.js";
import { ask, type HttpAnswer, type HttpRequest, Requests } from "./generated/requests.js";
import { type Known, Values } from "./generated/values.js";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

/*
 * The guard of the edges: whatever a client sends is answered, and what it does wrong is never a fault of ours. Each failure
 * names its seed and what was sent; GENERATED_SEED and GENERATED_COUNT try others.
 */
const seed = Number(process.env.GENERATED_SEED ?? 20_270_301);
const count = Number(process.env.GENERATED_COUNT ?? 3_000);
const frames = 30;
const atOnce = 8;

jest.setTimeout(300_000);

let schema: GraphQLSchema;
let known: Known;
/** What each viewer sends as authorization: an owner, a coach, a client, a key and a stranger. */
let authorizations: readonly (string | undefined)[];
let pids: readonly (number | undefined)[];

// Here it is not the pace that is tried.
const dear = String(1_000_000_000_000);
const { database, platform } = await ownStage({
  COST_BUCKET: dear,
  COST_RESTORE_PER_SECOND: dear,
  COST_FIRM_MULTIPLE: "1000",
});

beforeAll(async () => {
  const world = await createWorld(database.admin);
  // The world's rules and starts are marks. Letters about series need some that can be read.
  await database.admin.query("update series set rule = 'FREQ=WEEKLY;BYDAY=MO', first_start = left(first_start, 16)");
  await database.admin.query("update email set shown_series = null");
  schema = await createSchema();
  const services = await Database.connect({
    url: database.gatewayUrl,
    poolSize: 1,
    statementTimeoutMs: 5_000,
    applicationName: "generated",
  });
  const ids = [...(await idsOf(database.admin, services, world)).values()];
  await services.close();
  pids = [platform.gateway.pid(), platform.scheduling.pid()];

  const firm = { firmId: world.firmA } as FirmFactory;
  const people = [world.staff.owner, world.near.coach, world.near.client];
  const tokens = await Promise.all(people.map((person) => signIn(database, firm, person)));
  const owner = new TestClient(platform.url, tokens[0]);
  const scopes = ["people:read", "engagements:read", "schedule:read"];
  const make = `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Key", scopes: $scopes }) { secret } }`;
  const { createApiKey } = await owner.ask(make, { scopes });
  authorizations = [...[...tokens, createApiKey.secret as string].map((token) => `Bearer ${token}`), undefined];
  known = {
    ids: ids.flatMap(({ near, far, other, never }) => [
      ...near.slice(0, 3),
      ...far.slice(0, 1),
      ...other.slice(0, 1),
      never,
    ]),
    cursors: await cursorsOf(owner),
  };
});

/** Cursors of every order of people, engagements and sessions. */
async function cursorsOf(owner: TestClient): Promise<string[]> {
  const cursors: string[] = [];
  for (const [field, orders] of [
    ["people", "PersonOrder"],
    ["engagements", "EngagementOrder"],
    ["sessions", "SessionOrder"],
  ] as const) {
    const type = schema.getType(orders);
    for (const order of type && "getValues" in type ? type.getValues().map(({ name }) => name) : []) {
      const { data } = await owner.send(`{ all: ${field}(first: 2, orderBy: ${order}) { edges { cursor } } }`);
      cursors.push(...((data?.all.edges ?? []) as { cursor: string }[]).map(({ cursor }) => cursor));
    }
  }
  return cursors;
}

function generators(random: Random) {
  const values = new Values(random, known);
  const operations = new Operations(schema, random, values);
  return { requests: new Requests(random, operations, values), conversations: new Conversations(random, operations) };
}

/** Does all of it, some at a time; gives what is wrong with each. */
async function faultsOf<T>(
  all: readonly T[],
  judge: (one: T, place: number) => Promise<string | undefined>,
): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let place = next++; place < all.length; place = next++) {
      const fault = await judge(all[place]!, place);
      if (fault !== undefined) faults.push(`seed ${seed}, number ${place}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return faults;
}

const ours = new Set(["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"]);

/** What is wrong with the errors of an answer: a fault of ours, no code, or one that nobody has heard of. */
function faultOfErrors(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return `errors are ${JSON.stringify(errors)}`;
  for (const { message, extensions } of errors as { message: unknown; extensions?: { code?: unknown } }[]) {
    const code = extensions?.code;
    if (!isErrorCode(code) || ours.has(code)) return `${String(code)}: ${String(message)}`;
    if (/Did you mean/.test(String(message))) return `a suggestion: ${String(message)}`;
  }
  return undefined;
}

function faultOfAnswer({ status, body }: HttpAnswer): string | undefined {
  if (status >= 500) return `${status} ${body.slice(0, 500)}`;
  if (body === "") return undefined;
  try {
    const { errors, data } = JSON.parse(body) as { errors?: unknown; data?: unknown };
    if (errors === undefined)
      return status >= 400 && data === undefined ? `${status} without errors: ${body.slice(0, 300)}` : undefined;
    return faultOfErrors(errors);
  } catch {
    return undefined; // a page, a calendar's refusal
  }
}

function faultOfConversation({ messages, closed, unanswered }: Heard): string | undefined {
  if (closed !== undefined && ![4400, 4401, 4403, 4409, 4429].includes(closed))
    return `the socket was closed with ${closed}`;
  if (unanswered.length > 0) return `no answer to ${unanswered.join(", ")}`;
  return messages
    .map(({ type, payload }) => {
      const errors = type === "error" ? payload : (payload as { errors?: unknown } | undefined)?.errors;
      return type === "error" || (type === "next" && errors !== undefined) ? faultOfErrors(errors) : undefined;
    })
    .find((fault) => fault !== undefined);
}

const shown = (sent: unknown) => JSON.stringify(sent).slice(0, 2_000);

async function expectNoFault(faults: readonly string[]): Promise<void> {
  expect(faults.slice(0, 20)).toEqual([]);
  expect(platform.failures()).toEqual([]);
  expect([platform.gateway.pid(), platform.scheduling.pid()]).toEqual(pids);
  expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
}

test(`${count} generated requests over HTTP are answered, and none as a fault of ours`, async () => {
  const { requests } = generators(new Random(seed));
  const all = Array.from({ length: count }, (_, place) => requests.next(authorizations[place % authorizations.length]));
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const faults = await faultsOf<HttpRequest>(all, (request) =>
    ask(platform.url, agent, request).then(
      (answer) => {
        const fault = faultOfAnswer(answer);
        return fault && `${fault}\n  ${shown(request)}`;
      },
      (error: Error) => `${error.message}\n  ${shown(request)}`,
    ),
  );
  agent.destroy();
  await expectNoFault(faults);
});

test(`${count} generated messages over WebSocket are answered, and none as a fault of ours`, async () => {
  const { conversations } = generators(new Random(seed + 1));
  const all = Array.from({ length: Math.ceil(count / frames) }, (_, place) =>
    conversations.next(authorizations[place % authorizations.length], frames),
  );
  const faults = await faultsOf<Conversation>(all, async (conversation) => {
    const heard = await converse(platform.url, conversation);
    const fault = faultOfConversation(heard);
    return fault && `${fault}\n  ${conversation.frames.map(shown).join("\n  ").slice(0, 12_000)}`;
  });
  await expectNoFault(faults);
});
