import { expect, test } from "@jest/globals";
import { newId } from "@coachwork/platform";
import { apiId, until } from "@coachwork/testing";
import {
  deliveriesOf,
  did,
  endpoint,
  firm,
  MOST_COST,
  newKey,
  perform,
  personId,
  playWebhooks,
  receiver,
  rowOf,
  send,
  services,
  stored,
  tell,
  tellOf,
  untilStatuses,
} from "./webhooks-world.ts";

playWebhooks();

const NAMES = "{ object { ... on Person { name email } } }";
const ottilie = () => firm.person(["CLIENT"], { name: "Ottilie Quendel", email: `${newId()}@quendel.example` });

/** Why no endpoint is made with a selection. */
async function refusalsOf(selection: string, scopes?: readonly string[]) {
  const input = { url: receiver.url, eventTypes: [], apiKeyId: await newKey(scopes), selection };
  const { refusals } = await perform("createWebhookEndpoint", input);
  return refusals.map(({ code, field, message }) => ({ code, field: field?.join("."), message }));
}

test("A message tells what is selected of its event, beside what every message tells, and a replay is the same to the byte", async () => {
  send();
  const made = await endpoint({ selection: `{ kind: type ...More } fragment More on Event ${NAMES}` });
  const person = await ottilie();
  const { email } = await rowOf("person", person);
  await tell([person]);
  await untilStatuses(made, "DELIVERED");
  const [received] = receiver.received;
  expect(received!.message).toEqual({
    type: "PERSON_UPDATED",
    timestamp: expect.any(String),
    data: {
      ...{ seq: expect.any(Number), position: expect.any(String), objectId: personId(person), relatedIds: [] },
      ...{ kind: "PERSON_UPDATED", object: { name: "Ottilie Quendel", email } },
    },
  });
  await stored.admin.query("update person set name = 'Ottilie Other' where id = $1", [person]);
  const [delivery] = await deliveriesOf(made);
  await did("replayWebhookDelivery", { id: apiId("webhook_delivery", delivery!.id) });
  expect((await receiver.until(2))[1]!.body).toBe(received!.body);
});

test("A selection is changed and removed, for messages that are made afterwards", async () => {
  send();
  const made = await endpoint();
  const person = await ottilie();
  const told = async (count: number) => {
    await tell([person]);
    return (await receiver.until(count))[count - 1]!.message.data;
  };
  expect(await told(1)).not.toHaveProperty("object");
  await did("updateWebhookEndpoint", { id: made.id, selection: NAMES });
  expect(await told(2)).toMatchObject({ object: { name: "Ottilie Quendel" } });
  await did("updateWebhookEndpoint", { id: made.id, description: "The same" });
  expect(await told(3)).toMatchObject({ object: { name: "Ottilie Quendel" } });
  await did("updateWebhookEndpoint", { id: made.id, selection: null });
  expect(await told(4)).not.toHaveProperty("object");
});

test.each([
  ["object { id }", 'line 1, column 1: Unexpected Name "object"'],
  ["{ object { id }", "line 1, column 16"],
  ["query { object { id } }", "not a selection set"],
  ["{ seq } query Other { __typename }", "not a selection set"],
  ["{\n  object { ... on Person { nmae } }\n}", 'line 2, column 28: Cannot query field "nmae" on type "Person"'],
  ["{ object { ... on Person { name } } } fragment Other on Person { id }", 'Fragment "Other" is never used'],
  ["{ object @include(if: $all) { id } }", 'Variable "$all" is not defined'],
  ["{ seq: occurredAt }", "line 1, column 3: Every message has seq"],
  ["{ object { __schema { types { name } } } }", "__schema"],
])("The selection %j is refused, with what is wrong and where", async (selection, message) => {
  const [refusal, ...more] = await refusalsOf(selection);
  expect(more).toEqual([]);
  expect(refusal).toMatchObject({ code: "INVALID", field: "input.selection" });
  expect(refusal!.message).toContain(message);
});

test("A selection that asks for what the key may not see is refused", async () => {
  send();
  const work = "{ object { ... on Engagement { status } } }";
  const lacks = (message: string) => [
    { code: "INSUFFICIENT_SCOPE", field: "input.selection", message: expect.stringContaining(message) },
  ];
  expect(await refusalsOf(work)).toEqual(lacks("lacks the scope engagements:read, which Engagement"));
  expect(await refusalsOf("{ object { ... on Goal { title } } }")).toEqual(lacks("No API key may see Goal.title"));
  expect(await refusalsOf("{ object { ... on ApiKey { name } } }")).toEqual(lacks("No API key may see ApiKey"));
  expect(await refusalsOf(work, ["engagements:read"])).toEqual([]);
  const nested = "{ object { ... on Engagement { sessions(first: 3) { totalCount } } } }";
  expect(await refusalsOf(nested, ["engagements:read"])).toEqual(lacks("schedule:read"));

  const made = await endpoint({ selection: NAMES });
  const other = await newKey(["engagements:read"]);
  const { refusals } = await perform("updateWebhookEndpoint", { id: made.id, apiKeyId: other });
  expect(refusals).toMatchObject([{ code: "INSUFFICIENT_SCOPE", field: ["input", "apiKeyId"] }]);
});

test("A selection that costs more than a message may is refused", async () => {
  const dear = "{ object { ... on Organization { people(first: 100) { nodes { organization { name } } } } } }";
  expect(await refusalsOf(dear)).toMatchObject([
    {
      code: "TOO_EXPENSIVE",
      field: "input.selection",
      message: expect.stringContaining(`at most ${MOST_COST} is allowed`),
    },
  ]);
});

test("An endpoint whose key loses a scope that the selection needs is disabled", async () => {
  send();
  const apiKeyId = await newKey(["engagements:read", "people:read"]);
  const made = await endpoint({ apiKeyId, selection: "{ object { ... on Engagement { status } } }" });
  await did("updateApiKey", { id: apiKeyId, scopes: ["people:read"] });
  await tell([await ottilie()]);
  await until("the end", async () => (await rowOf("webhook_endpoint", made.id)).disabled_reason === "SCOPE_LOST");
  expect(receiver.received).toEqual([]);
  const { refusals } = await perform("enableWebhookEndpoint", { id: made.id });
  expect(refusals).toMatchObject([{ code: "INSUFFICIENT_SCOPE", field: ["input", "id"] }]);
});

/** Has the reader fail for what is selected. */
function failing(error: () => Error | undefined): void {
  const { reader } = services;
  const rows = reader.rows.bind(reader);
  reader.rows = (...given) => {
    const failure = error();
    return failure ? Promise.reject(failure) : rows(...given);
  };
}

test("What fails is null and told with an error, and an outage is waited for", async () => {
  const { reader } = services;
  try {
    send();
    const made = await endpoint({ selection: NAMES });
    const person = await ottilie();
    failing(() => new Error("a bug with a secret in it"));
    await tell([person]);
    const [first] = await receiver.until(1);
    expect(first!.message).toMatchObject({ data: { objectId: personId(person), object: null } });
    const [error] = (first!.message as unknown as { errors: unknown }).errors as {
      message: string;
      path: string[];
      extensions: object;
    }[];
    expect(error).toMatchObject({ path: ["object"], extensions: { code: "INTERNAL_SERVER_ERROR" } });
    expect(first!.body).not.toContain("secret");

    let outages = 0;
    delete (reader as Partial<typeof reader>).rows;
    failing(() => (outages++ < 2 ? Object.assign(new Error("gone"), { code: "ECONNREFUSED" }) : undefined));
    await tell([person]);
    const [, second] = await receiver.until(2);
    expect(second!.message).toMatchObject({ data: { object: { name: "Ottilie Quendel" } } });
    expect(second!.message).not.toHaveProperty("errors");
    expect(outages).toBeGreaterThan(2);
    await untilStatuses(made, "DELIVERED", "DELIVERED");
  } finally {
    delete (reader as Partial<typeof reader>).rows;
  }
});

const erase = async (person: string) => {
  await did("deactivatePerson", { personId: personId(person) });
  await did("erasePerson", { personId: personId(person) });
};

test("What stored messages tell of a person goes when the person is erased", async () => {
  send();
  const made = await endpoint({
    selection: "{ object { ... on Person { name email } ... on Organization { name } } }",
  });
  const person = await ottilie();
  const organization = await firm.organization({ name: "Friends of Ottilie Quendel" });
  const other = await firm.person(["CLIENT"], { name: "Hanno Quist" });
  await tellOf([
    { type: "person.updated", ids: { person } },
    { type: "organization.updated", ids: { organization } },
    { type: "person.updated", ids: { person: other } },
  ]);
  await untilStatuses(made, "DELIVERED", "DELIVERED", "DELIVERED");
  await erase(person);
  const [first, second, third] = (await deliveriesOf(made)).map(({ payload }) => payload!);
  expect(JSON.parse(first!).data).toEqual({
    ...{ seq: expect.any(Number), position: expect.any(String), objectId: personId(person), relatedIds: [] },
  });
  expect(JSON.parse(second!).data.object).toEqual({ name: "Friends of […]" });
  expect(JSON.parse(third!).data.object).toMatchObject({ name: "Hanno Quist" });
});

test("What was read of a person before they are erased is not stored afterwards", async () => {
  const { reader } = services;
  try {
    send();
    const made = await endpoint({ selection: NAMES });
    const person = await ottilie();
    const rows = reader.rows.bind(reader);
    let isFirst = true;
    reader.rows = async (...given) => {
      const found = await rows(...given);
      if (isFirst) {
        isFirst = false;
        await erase(person);
      }
      return found;
    };
    await tell([person]);
    const told = await until(
      "the message",
      () => deliveriesOf(made),
      ([first]) => first?.status === "DELIVERED",
    );
    expect(told[0]!.payload).toContain(personId(person));
    expect(receiver.received.map(({ body }) => body).join()).not.toContain("Ottilie");
  } finally {
    delete (reader as Partial<typeof reader>).rows;
  }
});

test("A selection is kept as it was given, without spaces around it", async () => {
  send();
  const made = await endpoint({ selection: `  ${NAMES}\n` });
  expect((await rowOf("webhook_endpoint", made.id)).selection).toBe(NAMES);
});
