import type { ServerResponse } from "node:http";
import { beforeEach, expect, test } from "@jest/globals";
import { apiId, until } from "@coachwork/testing";
import {
  deliveriesOf,
  did,
  endpoint,
  firm,
  type Made,
  perform,
  playWebhooks,
  receiver,
  rowOf,
  send,
  stored,
  tell,
  untilStatuses,
} from "./webhooks-world.ts";

playWebhooks();

/** Attempts at /wrong that have no answer yet. */
let open: ServerResponse[];

beforeEach(() => {
  open = [];
  receiver.answer = (response, { path }) =>
    void (path === "/wrong" ? open.push(response) : response.writeHead(204).end());
});

/** An endpoint at /wrong, with a message that is on its way there. */
async function underway() {
  const sending = send();
  const made = await endpoint({ url: `${receiver.url}wrong` });
  await tell([await firm.person(["CLIENT"])]);
  await until("an attempt", () => open.length === 1);
  const id = (await deliveriesOf(made))[0]!.id;
  return { sending, made, id: apiId("webhook_delivery", id) };
}

async function moveTo(made: Made, path: string) {
  const { version } = await rowOf("webhook_endpoint", made.id);
  await did("updateWebhookEndpoint", { id: made.id, version, url: `${receiver.url}${path}` });
}

async function attempts() {
  const { rows } = await stored.admin.query(
    "select number, url, response_status from webhook_attempt where firm_id = $1 order by number, url",
    [firm.firmId],
  );
  return rows.map((each) => [each.number, new URL(each.url).pathname, each.response_status]);
}

test("A replay is sent to where the endpoint is now, while an attempt from before it has no answer yet", async () => {
  const { made, id } = await underway();
  await moveTo(made, "right");
  await did("replayWebhookDelivery", { id });
  await receiver.until(1, "/right");
  await untilStatuses(made, "DELIVERED");
  open[0]!.writeHead(500).end();
  await until("both attempts", async () => (await attempts()).length === 2);
  expect(await attempts()).toEqual([
    [1, "/right", 204],
    [2, "/wrong", 500],
  ]);
  expect(await deliveriesOf(made)).toMatchObject([{ status: "DELIVERED", attempt_count: 2 }]);
  expect((await rowOf("webhook_endpoint", made.id)).failing_since).toBeNull();
});

test("The answer to an attempt from before a replay does not end the replay", async () => {
  const { made, id } = await underway();
  await did("replayWebhookDelivery", { id });
  await until("the replay", () => open.length === 2);
  open[0]!.writeHead(204).end();
  await until("the first attempt", async () => (await attempts()).length === 1);
  expect(await deliveriesOf(made)).toMatchObject([{ status: "PENDING", attempt_count: 1, delivered_at: null }]);
  open[1]!.writeHead(204).end();
  await untilStatuses(made, "DELIVERED");
  expect(await attempts()).toEqual([
    [1, "/wrong", 204],
    [2, "/wrong", 204],
  ]);
});

test("What is replayed after the endpoint was disabled and enabled is sent, whatever was on its way", async () => {
  const { made } = await underway();
  const from = new Date(0).toISOString();
  await did("disableWebhookEndpoint", { id: made.id });
  await untilStatuses(made, "DROPPED");
  await moveTo(made, "right");
  await did("enableWebhookEndpoint", { id: made.id });
  expect(await perform("replayWebhooksFrom", { id: made.id, from })).toMatchObject({ replayed: 1, refusals: [] });
  open[0]!.writeHead(410).end();
  await receiver.until(1, "/right");
  await untilStatuses(made, "DELIVERED");
  await until("both attempts", async () => (await attempts()).length === 2);
  expect((await attempts()).map(([number]) => number)).toEqual([1, 2]);
  expect(await rowOf("webhook_endpoint", made.id)).toMatchObject({ status: "ACTIVE", failing_since: null });
});

test("An attempt that was on its way when its message was dropped is counted, and the message stays dropped", async () => {
  const { made } = await underway();
  await did("disableWebhookEndpoint", { id: made.id });
  open[0]!.writeHead(204).end();
  await until("the attempt", async () => (await attempts()).length === 1);
  expect(await deliveriesOf(made)).toMatchObject([{ status: "DROPPED", attempt_count: 1, delivered_at: null }]);
});

test.each([
  ["", {}],
  [" with a selection", { selection: "{ object { ... on Person { name } } }" }],
])("A message%s does not wait for the answer to one about something else", async (_, input) => {
  send();
  const made = await endpoint({ url: `${receiver.url}wrong`, ...input });
  for (let count = 1; count <= 10; count += 1) {
    const from = performance.now();
    await tell([await firm.person(["CLIENT"])]);
    await until(`attempt ${count}`, () => open.length === count);
    expect(performance.now() - from).toBeLessThan(5_000);
  }
  for (const response of open) response.writeHead(204).end();
  await untilStatuses(made, ...Array<string>(10).fill("DELIVERED"));
});
