import { expect, test } from "@jest/globals";
import { newId, publicNetwork } from "@coachwork/platform";
import { apiId, FirmFactory, until } from "@coachwork/testing";
import { Webhook } from "standardwebhooks";
import {
  actorOf,
  clock,
  DAY,
  deliveriesOf,
  did,
  endpoint,
  firm,
  HOUR,
  newKey,
  owner,
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

const someone = () => firm.person(["CLIENT"]);
const attempts = async () =>
  (await stored.admin.query("select * from webhook_attempt where firm_id = $1 order by id", [firm.firmId])).rows;

test.each([
  ["partner.example/hook", "INVALID", "is not the address"],
  ["ftp://partner.example/hook", "INVALID", "is not the address"],
  ["https://me:secret@partner.example/", "INVALID", "user name or password"],
  ["https://partner.example/#there", "INVALID", "fragment"],
  ["http://partner.example/hook", "FORBIDDEN_ADDRESS", "http://"],
  ["https://partner.example:22/hook", "FORBIDDEN_ADDRESS", "port 22"],
  ["https://127.0.0.1/hook", "FORBIDDEN_ADDRESS", "public internet"],
  ["https://[::ffff:10.0.0.1]/hook", "FORBIDDEN_ADDRESS", "public internet"],
  ["https://169.254.169.254/latest", "FORBIDDEN_ADDRESS", "public internet"],
  ["https://2130706433/", "FORBIDDEN_ADDRESS", "public internet"],
])("An endpoint is not made at %s, and the refusal says why", async (url, code, message) => {
  const input = { url, apiKeyId: await newKey(), eventTypes: [] };
  const { refusals } = await perform("createWebhookEndpoint", input, owner, publicNetwork);
  expect(refusals).toMatchObject([{ code, field: ["input", "url"], message: expect.stringContaining(message) }]);
});

test("An endpoint is made by owners and admins, with a key that holds and may see what it is told of", async () => {
  const input = { url: receiver.url, apiKeyId: await newKey(), eventTypes: [] as string[] };
  const codes = async (by: typeof owner, more: object) =>
    (await perform("createWebhookEndpoint", { ...input, ...more }, by)).refusals.map(({ code, field }) => [
      code,
      field?.slice(1).join("."),
    ]);
  expect(await codes(await actorOf(firm, "ADMIN"), {})).toEqual([]);
  expect(await codes(await actorOf(firm, "PROGRAM_MANAGER"), {})).toEqual([["FORBIDDEN", undefined]]);
  const unheard = ["PERSON_UPDATED", "SESSION_BOOKED", "API_KEY_REVOKED", "WEBHOOK_DISABLED"];
  expect(await codes(owner, { eventTypes: unheard })).toEqual(
    [1, 2, 3].map((place) => ["INSUFFICIENT_SCOPE", `eventTypes.${place}`]),
  );
  await did("revokeApiKey", { id: input.apiKeyId });
  expect(await codes(owner, {})).toEqual([["KEY_ENDED", "apiKeyId"]]);
  const expiring = apiId(
    "api_key",
    (await did("createApiKey", { name: "Soon", scopes: ["people:read"], expiresAt: new Date(clock.ms + HOUR) }))
      .apiKey!,
  );
  clock.ms += HOUR;
  expect(await codes(owner, { apiKeyId: expiring })).toEqual([["KEY_ENDED", "apiKeyId"]]);
  const other = await actorOf(await FirmFactory.create(stored.admin));
  expect(await codes(owner, { apiKeyId: await newKey(undefined, other) })).toEqual([["NOT_FOUND", "apiKeyId"]]);
});

test("A firm has 50 endpoints at most, archived ones aside", async () => {
  const apiKeyId = await newKey();
  const make = () => perform("createWebhookEndpoint", { url: receiver.url, apiKeyId, eventTypes: [] });
  const made = await Promise.all(Array.from({ length: 10 }, make));
  for (let count = 10; count < 50; count += 1) made.push(await make());
  expect((await make()).refusals).toMatchObject([{ code: "TOO_MANY" }]);
  await did("archiveWebhookEndpoint", { id: apiId("webhook_endpoint", made[0]!.webhookEndpoint!) });
  expect((await make()).refusals).toEqual([]);
});

test("A new secret signs at once, and the one before it for as long as was said", async () => {
  const sending = send();
  const made = await endpoint();
  const { secret } = await did("rotateWebhookSecret", { id: made.id, overlapHours: 2 });
  const verifiedBy = async (count: number) => {
    await tell([await someone()]);
    const { body, headers } = (await receiver.until(count)).at(-1)!;
    return [made.secret, secret!].map((each) => {
      try {
        return Boolean(new Webhook(each).verify(body, headers as Record<string, string>));
      } catch {
        return false;
      }
    });
  };
  expect(await verifiedBy(1)).toEqual([true, true]);
  clock.ms += 2 * HOUR;
  // The library refuses a timestamp that is hours off, so that it is told apart by the number of signatures.
  await tell([await someone()]);
  const last = (await receiver.until(2)).at(-1)!;
  expect(String(last.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  await sending.look();
});

test("With no overlap, the secret before is worthless at once", async () => {
  send();
  const made = await endpoint();
  const { secret } = await did("rotateWebhookSecret", { id: made.id, overlapHours: 0 });
  await tell([await someone()]);
  const [{ body, headers }] = (await receiver.until(1)) as [(typeof receiver.received)[0]];
  expect(() => new Webhook(made.secret).verify(body, headers as Record<string, string>)).toThrow();
  expect(new Webhook(secret!).verify(body, headers as Record<string, string>)).toBeTruthy();
});

test("Secrets are stored sealed, and opened for their endpoint alone", async () => {
  send();
  const [one, other] = [await endpoint(), await endpoint()];
  const row = await rowOf("webhook_endpoint", one.id);
  expect(JSON.stringify(row)).not.toContain(one.secret.replace("whsec_", ""));
  await stored.admin.query("update webhook_endpoint set secret = $1 where id = $2::uuid", [
    row.secret,
    (await rowOf("webhook_endpoint", other.id)).id,
  ]);
  await tell([await someone()]);
  await untilStatuses(one, "DELIVERED");
  await until("the other to fail", async () => (await deliveriesOf(other))[0]?.attempt_count === 1);
  expect((await attempts()).map(({ error }) => error as string | null)).toContain(
    "The secret cannot be read. Rotate it.",
  );
});

test("A test call is sent once, and an endpoint that fails it does not count as failing", async () => {
  const sending = send();
  const made = await endpoint();
  receiver.answers(500, "No.");
  const { webhookDelivery } = await did("sendTestWebhook", { id: made.id });
  await untilStatuses(made, "FAILED");
  expect(receiver.received[0]!.message).toMatchObject({ type: "WEBHOOK_TEST", data: {} });
  clock.ms += DAY;
  await sending.look();
  expect(await rowOf("webhook_delivery", webhookDelivery!)).toMatchObject({ attempt_count: 1, status: "FAILED" });
  expect(await rowOf("webhook_endpoint", made.id)).toMatchObject({ failing_since: null, status: "ACTIVE" });
  await did("disableWebhookEndpoint", { id: made.id });
  expect((await perform("sendTestWebhook", { id: made.id })).refusals).toMatchObject([{ code: "WRONG_STATUS" }]);
});

test("A replay has the same id and the same body to the byte, and is signed anew", async () => {
  send();
  const made = await endpoint();
  await tell([await someone()]);
  await untilStatuses(made, "DELIVERED");
  clock.ms += 60_000;
  const [delivery] = await deliveriesOf(made);
  await did("replayWebhookDelivery", { id: apiId("webhook_delivery", delivery!.id) });
  const [first, second] = (await receiver.until(2)) as [(typeof receiver.received)[0], (typeof receiver.received)[0]];
  expect([second.id, second.body]).toEqual([first.id, first.body]);
  expect(second.headers["webhook-timestamp"]).not.toBe(first.headers["webhook-timestamp"]);
  expect(new Webhook(made.secret).verify(second.body, second.headers as Record<string, string>)).toBeTruthy();
  await until("both attempts", async () => (await attempts()).length === 2);
});

test("What failed or was dropped is sent again from an instant on, in order, and what was delivered if that is wanted", async () => {
  const sending = send();
  const made = await endpoint();
  const person = await someone();
  await tell([person]);
  await untilStatuses(made, "DELIVERED");
  clock.ms += HOUR;
  const from = new Date(clock.ms);
  receiver.answers(500);
  await tell([person, person]);
  await until("a failure", async () => (await deliveriesOf(made))[1]?.attempt_count === 1);
  await did("disableWebhookEndpoint", { id: made.id });
  await untilStatuses(made, "DELIVERED", "DROPPED", "DROPPED");
  const replay = { id: made.id, from };
  expect((await perform("replayWebhooksFrom", replay)).refusals).toMatchObject([{ code: "WRONG_STATUS" }]);
  await did("enableWebhookEndpoint", { id: made.id });
  receiver.answers(204);
  receiver.received.splice(0);
  expect(await did("replayWebhooksFrom", replay)).toMatchObject({ replayed: 2 });
  await untilStatuses(made, "DELIVERED", "DELIVERED", "DELIVERED");
  const seqs = () => receiver.received.map(({ message }) => message.data.seq as number);
  expect(seqs()).toEqual(seqs().toSorted((a, b) => a - b));
  expect(seqs()).toHaveLength(2);
  expect(await did("replayWebhooksFrom", replay)).toMatchObject({ replayed: 0 });
  expect(await did("replayWebhooksFrom", { ...replay, delivered: true })).toMatchObject({ replayed: 2 });
  await receiver.until(4);
  await sending.look();
});

test("What happens while an endpoint is disabled is not kept for it, and it is told again once it is enabled", async () => {
  send();
  const made = await endpoint();
  await did("disableWebhookEndpoint", { id: made.id });
  await tell([await someone()]);
  await did("enableWebhookEndpoint", { id: made.id });
  await until("it to be told", async () => (await rowOf("webhook_endpoint", made.id)).told_after);
  const person = await someone();
  await tell([person]);
  await untilStatuses(made, "DELIVERED");
  expect(receiver.received.map(({ message }) => message.data.objectId)).toEqual([apiId("person", person)]);
});

test("An endpoint that is archived has no secrets, is told nothing, and cannot come back", async () => {
  send();
  const made = await endpoint();
  await did("archiveWebhookEndpoint", { id: made.id });
  expect(await rowOf("webhook_endpoint", made.id)).toMatchObject({ secret: "", archived_at: expect.any(Date) });
  await tell([await someone()]);
  expect((await perform("rotateWebhookSecret", { id: made.id, overlapHours: 1 })).refusals).toMatchObject([
    { code: "ARCHIVED" },
  ]);
  for (const name of ["enableWebhookEndpoint", "sendTestWebhook", "updateWebhookEndpoint"] as const)
    expect((await perform(name, { id: made.id })).refusals).toMatchObject([{ code: "ARCHIVED" }]);
  expect(await deliveriesOf(made)).toEqual([]);
});

test("A change is sent to the new address from then on, and a stale one is refused", async () => {
  send();
  const made = await endpoint();
  const change = { id: made.id, url: `${receiver.url}new`, version: 1 };
  await did("updateWebhookEndpoint", change);
  expect((await perform("updateWebhookEndpoint", { ...change, url: receiver.url })).refusals).toMatchObject([
    { code: "CONFLICT" },
  ]);
  await tell([await someone()]);
  expect((await receiver.until(1))[0]!.path).toBe("/new");
});

test("Old messages are removed with their attempts, and those that wait stay", async () => {
  const sending = send({ keptMs: 7 * DAY });
  const made = await endpoint();
  const [one, other] = [await someone(), await someone()];
  receiver.answer = (response, { message }) =>
    void response.writeHead(message.data.objectId === apiId("person", one) ? 500 : 204).end();
  await tell([one, other]);
  await untilStatuses(made, "PENDING", "DELIVERED");
  // Nothing is tried again meanwhile.
  await sending.stop();
  clock.ms += 8 * DAY;
  await sending.removeOld();
  expect((await deliveriesOf(made)).map(({ status }) => status)).toEqual(["PENDING"]);
  expect(await attempts()).toHaveLength(1);
});

test.each([
  ["into a private network", null],
  ["nowhere", Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" })],
])("A name that leads %s is found out when a message is sent, and it is not told which", async (_, error) => {
  const resolve = (_: string, __: object, callback: (error: Error | null, found: object[]) => void) =>
    callback(error, [{ address: "127.0.0.1", family: 4 }]);
  const network = { ...publicNetwork, objectionTo: () => undefined, resolve: resolve as never };
  send({ network });
  const made = await endpoint({ url: receiver.url.replace("127.0.0.1", "inside.example") });
  await tell([await someone()]);
  await until("a failure", async () => (await deliveriesOf(made))[0]?.attempt_count === 1);
  expect((await attempts())[0].error).toBe("The address does not lead to a machine on the public internet.");
  expect(receiver.received).toEqual([]);
});

test("An endpoint that does not answer delays no other, in its firm or in another", async () => {
  send();
  const dead = await endpoint({ url: `${receiver.url}dead` });
  const alive = await endpoint({ url: `${receiver.url}alive` });
  const others = await FirmFactory.create(stored.admin);
  const theirs = await endpoint({ url: `${receiver.url}theirs` }, await actorOf(others));
  receiver.answer = (response, { path }) => void (path === "/dead" ? undefined : response.writeHead(204).end());
  await tell(await Promise.all(Array.from({ length: 60 }, someone)));
  await tell([await others.person(["CLIENT"])], others);
  await untilStatuses(theirs, "DELIVERED");
  await untilStatuses(alive, ...Array<string>(60).fill("DELIVERED"));
  expect((await deliveriesOf(dead)).filter(({ status }) => status === "PENDING")).toHaveLength(60);
  expect(receiver.received.filter(({ path }) => path === "/dead").length).toBeLessThanOrEqual(10);
});

test("What an endpoint answered about a person is erased with them", async () => {
  send();
  const made = await endpoint();
  const person = await firm.person(["CLIENT"], { name: "Ottilie Quendel", email: `${newId()}@quendel.example` });
  receiver.answers(200, "Updated Ottilie Quendel.");
  await tell([person]);
  await untilStatuses(made, "DELIVERED");
  await until("the attempt", async () => (await attempts())[0]);
  await did("deactivatePerson", { personId: apiId("person", person) });
  await did("erasePerson", { personId: apiId("person", person) });
  expect((await attempts())[0].response_body).toBe("Updated […].");
});
