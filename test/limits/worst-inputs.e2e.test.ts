import { once } from "node:events";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { FirmFactory, TestClient } from "@coachwork/testing";
import { buildSchema, type GraphQLInputType, isNonNullType, isRequiredArgument } from "graphql";
import WebSocket from "ws";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

let client: TestClient;
let token: string;

const { database, platform } = await ownStage({ COST_BUCKET: "100000000", COST_RESTORE_PER_SECOND: "10000000" });

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  token = await signIn(database, firm, await firm.person(["OWNER"]));
  client = new TestClient(platform.url, token);
  for (let round = 0; round < 20; round += 1) await client.ask("{ me { id } }"); // so that it is compiled
});

/**
 * The processor's time that the gateway has used, in milliseconds. On a machine that is busy with other things the time of
 * a clock says nothing of who keeps whom waiting; while a process computes for 100 ms on its one thread, nobody is answered.
 */
function spent(): number {
  const stat = readFileSync(`/proc/${platform.gateway.pid()}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** What a request made the gateway compute: the least of six times, since it also does what nobody asked for just now. */
async function priceOf(request: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  while (times.length < 6 && !(Math.min(...times) <= MOST)) {
    const before = spent();
    await request();
    times.push(spent() - before);
  }
  return Math.min(...times);
}

const MOST = 100;
/** Bytes that a body may have, less what is around the variable. */
const ROOM = 2_400_000;

/** The worst values that fit into so many bytes, whatever the type of the input is. */
const worst: readonly (readonly [string, (bytes: number) => string])[] = [
  ["a list of objects", (bytes) => `[${"{},".repeat(bytes / 3)}{}]`],
  ["a list of nothing", (bytes) => `[${"null,".repeat(bytes / 5)}null]`],
  ["a list of numbers", (bytes) => `[${"1,".repeat(bytes / 2)}1]`],
  ["a list of ids", (bytes) => `[${`"${"session_01a2077b48347173a840fc60893aae79"}",`.repeat(bytes / 43)}""]`],
  ["lists in lists", (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2)],
  ["objects in objects", (bytes) => `${'{"a":'.repeat(bytes / 6)}1${"}".repeat(bytes / 6)}`],
  [
    "an object of many fields",
    (bytes) => `{${Array.from({ length: bytes / 12 }, (_, index) => `"f${index}":1`).join()}}`,
  ],
  ["a long text", (bytes) => `"${"x".repeat(bytes)}"`],
  ["a text of line ends", (bytes) => `"${"\\n".repeat(bytes / 2)}"`],
  ["a text of quotes", (bytes) => `"${'\\"'.repeat(bytes / 2)}"`],
  ["a text of commas", (bytes) => `"${",".repeat(bytes)}"`],
  ["a long number", (bytes) => "1".repeat(bytes)],
];

const schema = buildSchema(readFileSync(new URL("../../packages/schema/schema.graphql", import.meta.url), "utf8"));

/** For each type that an argument of a root field has: an operation that takes a variable of it. */
function operations(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const root of [schema.getQueryType()!, schema.getMutationType()!]) {
    const keyword = root === schema.getQueryType() ? "query" : "mutation";
    for (const field of Object.values(root.getFields())) {
      for (const argument of field.args) {
        const type = String(argument.type);
        if (found.has(type)) continue;
        const others = field.args.filter((other) => other !== argument && isRequiredArgument(other));
        const given = others.map(({ name, type: its }) => `${name}: ${literal(its)}`);
        const args = [`${argument.name}: $value`, ...given].join(", ");
        found.set(type, `${keyword}($value: ${type}) { ${field.name}(${args}) { __typename } }`);
      }
    }
  }
  return found;
}

function literal(type: GraphQLInputType): string {
  const text = String(isNonNullType(type) ? type.ofType : type);
  if (text.startsWith("[")) return "[]";
  if (text === "Int") return "1";
  return text === "DateTime" ? '"2030-01-01T00:00:00Z"' : '"x"';
}

interface Answered {
  readonly errors?: readonly { readonly message: string }[];
}

/** Nothing that was sent comes back at length. */
function expectShort({ errors = [] }: Answered): void {
  expect(errors.length).toBeLessThanOrEqual(100);
  for (const { message } of errors) expect(message.length).toBeLessThanOrEqual(500);
}

/** Inputs from which the gateway computes what the operation costs, before it knows whether they are right. */
const PRICED = ["ImportPeopleInput!", "EnrollInCohortInput!"];

/**
 * The operations to try with a shape of values. The inputs of mutations are all read alike, so each shape tries a part of
 * them, and all shapes together try each.
 */
function share(shape: string): (readonly [string, string])[] {
  const place = worst.findIndex(([name]) => name === shape);
  return [...operations()].filter(
    ([type], index) => !type.endsWith("Input!") || PRICED.includes(type) || index % worst.length === place,
  );
}

test("each type is tried", () => {
  const tried = new Set(worst.flatMap(([shape]) => share(shape).map(([type]) => type)));
  expect(tried).toEqual(new Set(operations().keys()));
  for (const type of PRICED) expect(tried).toContain(type);
});

describe("over HTTP the gateway computes no longer than 100 ms for", () => {
  test.each(worst)(
    "%s as any input",
    async (shape, make) => {
      const value = make(ROOM);
      const dear: string[] = [];
      for (const [type, query] of share(shape)) {
        const body = `{"query":${JSON.stringify(query)},"variables":{"value":${value}}}`;
        let isKnown = false;
        const price = await priceOf(async () => {
          const answered = (await (await client.post(body)).json()) as Answered;
          expectShort(answered);
          isKnown = /^The body has more than/.test(answered.errors?.[0]?.message ?? "");
        });
        if (price > MOST) dear.push(`${type}: ${price} ms`);
        if (isKnown) break; // refused before anything is known of its types
      }
      expect(dear).toEqual([]);
    },
    120_000,
  );
});

describe("over WebSocket the gateway computes no longer than 100 ms for", () => {
  test.each(worst)("%s", async (_, make) => {
    const socket = new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    const next = async () =>
      JSON.parse(String(((await once(socket, "message")) as [Buffer])[0])) as { payload: unknown };
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
    await next();
    const query =
      'query($value: [ID!]!) { freeSlots(coachIds: $value, from: "2030-01-01T00:00:00Z", to: "2030-01-02T00:00:00Z", durationMinutes: 60) { emptyReasons } }';
    const price = await priceOf(async () => {
      const payload = `{"query":${JSON.stringify(query)},"variables":{"value":${make(90_000)}}}`;
      socket.send(`{"type":"subscribe","id":"${performance.now()}","payload":${payload}}`);
      const { payload: told } = await next();
      expectShort(Array.isArray(told) ? { errors: told } : (told ?? {}));
    });
    socket.terminate();
    expect(price).toBeLessThanOrEqual(MOST);
  });
});
