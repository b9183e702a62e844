import { expect, test } from "@jest/globals";
import { until } from "@coachwork/testing";
import { Webhook } from "standardwebhooks";
import {
  clock,
  DAY,
  deliveriesOf,
  did,
  endpoint,
  firm,
  HOUR,
  personId,
  playWebhooks,
  receiver,
  rowOf,
  send,
  stored,
  tell,
  tellOf,
  untilStatuses,
  uuidOf,
} from "./webhooks-world.ts";

playWebhooks();

/** Lets time pass, and has those who send look. */
async function later(ms: number, ...sending: readonly ReturnType<typeof send>[]): Promise<void> {
  clock.ms += ms;
  for (const each of sending) await each.look();
}

test("An endpoint is told what happens after it was created, in a signed message that Standard Webhooks verifies", async () => {
  send();
  const person = await firm.person(["CLIENT"]);
  await tell([person]);
  const made = await endpoint();
  await tell([person]);
  const [received] = await receiver.until(1);
  const verified = new Webhook(made.secret).verify(received!.body, received!.headers as Record<string, string>);
  expect(verified).toEqual({
    type: "PERSON_UPDATED",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    data: { seq: expect.any(Number), position: expect.any(String), objectId: personId(person), relatedIds: [] },
  });
  expect(received!.headers).toMatchObject({ "content-type": "application/json", "webhook-id": /^msg_/ });
  await untilStatuses(made, "DELIVERED");
  const [delivery] = await deliveriesOf(made);
  expect(delivery).toMatchObject({ payload: received!.body, attempt_count: 1, next_attempt_at: null });
  const { rows } = await stored.admin.query("select * from webhook_attempt where delivery_id = $1", [delivery!.id]);
  expect(rows).toMatchObject([
    { number: 1, url: receiver.url, response_status: 204, response_body: null, error: null },
  ]);
  expect(rows[0].request_headers).toContain(`webhook-signature: ${received!.headers["webhook-signature"]}`);
});

test("An endpoint is told only of what it wants and its key may see", async () => {
  send();
  const created = await endpoint({ url: `${receiver.url}created`, eventTypes: ["PERSON_CREATED"] });
  const all = await endpoint({ url: `${receiver.url}all` });
  const person = await firm.person(["CLIENT"]);
  const engagement = await firm.engagement({});
  await tellOf([
    { type: "person.created", ids: { person } },
    { type: "engagement.created", ids: { engagement } },
    { type: "person.updated", ids: { person } },
  ]);
  await untilStatuses(created, "DELIVERED");
  await untilStatuses(all, "DELIVERED", "DELIVERED");
  const typesAt = (path: string) =>
    receiver.received.filter((each) => each.path === path).map((each) => each.message.type);
  expect(typesAt("/created")).toEqual(["PERSON_CREATED"]);
  expect(typesAt("/all")).toEqual(["PERSON_CREATED", "PERSON_UPDATED"]);
});

test("Two gateways make one message of an event, and deliver it once", async () => {
  send();
  send();
  const made = await endpoint();
  const people = await Promise.all(Array.from({ length: 30 }, () => firm.person(["CLIENT"])));
  for (const person of people) await tell([person, person]);
  await untilStatuses(made, ...Array<string>(60).fill("DELIVERED"));
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(60);
  expect(receiver.received).toHaveLength(60);
});

test("Messages about the same come in order: a later one waits until the earlier is delivered", async () => {
  const sending = send();
  const made = await endpoint();
  const [one, other] = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
  receiver.answer = (response, { message }) =>
    void response.writeHead(message.data.objectId === personId(one) ? 500 : 204).end();
  await tell([one, one, other, one]);
  await untilStatuses(made, "PENDING", "PENDING", "DELIVERED", "PENDING");
  expect((await deliveriesOf(made)).map((each) => each.attempt_count)).toEqual([1, 0, 1, 0]);
  receiver.answers(204);
  await later(6_000, sending);
  await untilStatuses(made, "DELIVERED", "DELIVERED", "DELIVERED", "DELIVERED");
  const ofOne = receiver.received.filter(({ message }) => message.data.objectId === personId(one));
  const seqs = ofOne.map(({ message }) => message.data.seq as number);
  expect(seqs).toEqual([seqs[0], seqs[0], seqs[0]! + 1, seqs[0]! + 3]);
});

test("A message is tried again after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, and then given up", async () => {
  const sending = send();
  const made = await endpoint();
  receiver.answers(503, "Down for a while.");
  await tell([await firm.person(["CLIENT"])]);
  const waits = [5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];
  for (const [tries, wait] of waits.entries()) {
    const delivery = await until(
      `attempt ${tries + 1}`,
      async () => (await deliveriesOf(made))[0],
      (each) => each?.attempt_count === tries + 1,
    );
    const waited = delivery.next_attempt_at!.getTime() - clock.ms;
    expect([tries, waited >= wait && waited <= wait * 1.1]).toEqual([tries, true]);
    await later(waited - 1, sending);
    expect(receiver.received).toHaveLength(tries + 1);
    await later(1, sending);
  }
  await untilStatuses(made, "FAILED");
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  const { rows } = await stored.admin.query("select * from webhook_attempt order by number desc limit 1");
  expect(rows).toMatchObject([
    { number: 10, response_status: 503, response_body: "Down for a while.", error: "It answered with status 503." },
  ]);
});

test("An endpoint that fails for five days without one success is disabled, and what waits is dropped", async () => {
  const sending = send();
  const made = await endpoint();
  receiver.answers(500);
  const people = await Promise.all([1, 2, 3].map(() => firm.person(["CLIENT"])));
  await tell([people[0]!]);
  await until("a failure", async () => (await rowOf("webhook_endpoint", made.id)).failing_since);
  await later(4 * DAY, sending);
  await until("another", async () => (await deliveriesOf(made))[0]!.attempt_count === 2);
  await later(DAY, sending);
  await until("the end", async () => (await rowOf("webhook_endpoint", made.id)).status === "DISABLED");
  expect(await rowOf("webhook_endpoint", made.id)).toMatchObject({ disabled_reason: "FAILING" });
  await untilStatuses(made, "DROPPED");
  const { rows } = await stored.admin.query(
    "select type, ids from event where firm_id = $1 order by seq desc limit 1",
    [firm.firmId],
  );
  expect(rows).toMatchObject([{ type: "webhook.disabled" }]);
  const before = receiver.received.length;
  await tell([people[1]!]);
  await later(DAY, sending);
  expect([receiver.received.length, (await deliveriesOf(made)).length]).toEqual([before, 1]);
});

test("One success starts the five days anew", async () => {
  const sending = send();
  const made = await endpoint();
  const people = await Promise.all([1, 2].map(() => firm.person(["CLIENT"])));
  receiver.answers(500);
  await tell([people[0]!]);
  await until("a failure", async () => (await rowOf("webhook_endpoint", made.id)).failing_since);
  await later(4 * DAY, sending);
  receiver.answers(204);
  await tell([people[1]!]);
  await until("a success", async () => (await rowOf("webhook_endpoint", made.id)).failing_since === null);
  receiver.answers(500);
  await tell([people[1]!]);
  await until("a failure", async () => (await rowOf("webhook_endpoint", made.id)).failing_since);
  await later(DAY, sending);
  expect((await rowOf("webhook_endpoint", made.id)).status).toBe("ACTIVE");
});

test("An endpoint that answers 410 is disabled at once", async () => {
  send();
  const made = await endpoint();
  receiver.answers(410);
  await tell([await firm.person(["CLIENT"])]);
  await until("the end", async () => (await rowOf("webhook_endpoint", made.id)).disabled_reason === "GONE");
  await untilStatuses(made, "DROPPED");
});

test("A redirect is a failure and is not followed", async () => {
  send();
  const made = await endpoint();
  receiver.answer = (response, { path }) =>
    void (path === "/" ? response.writeHead(302, { location: `${receiver.url}other` }) : response.writeHead(204)).end();
  await tell([await firm.person(["CLIENT"])]);
  await until("a failure", async () => (await rowOf("webhook_endpoint", made.id)).failing_since);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/"]);
  const { rows } = await stored.admin.query(
    "select response_status, error from webhook_attempt order by id desc limit 1",
  );
  expect(rows).toEqual([
    { response_status: 302, error: "It answered with the redirect 302. Redirects are not followed." },
  ]);
});

test("An endpoint that does not answer in time has failed, and its connection is closed", async () => {
  send({ answerMs: 300 });
  const made = await endpoint();
  receiver.answer = () => undefined;
  await tell([await firm.person(["CLIENT"])]);
  await until("a failure", async () => (await rowOf("webhook_endpoint", made.id)).failing_since);
  const { rows } = await stored.admin.query("select error from webhook_attempt order by id desc limit 1");
  expect(rows).toEqual([{ error: "It did not answer within 0.3 seconds." }]);
  await until("the connection to be closed", async () => (await receiver.connections()) === 0);
});

test("An endpoint is told nothing more once its key is revoked", async () => {
  send();
  const made = await endpoint();
  const key = (await rowOf("webhook_endpoint", made.id)).api_key_id as string;
  await did("revokeApiKey", { id: `api_key_${key.replaceAll("-", "")}` });
  await until("the end", async () => (await rowOf("webhook_endpoint", made.id)).disabled_reason === "KEY_ENDED");
  await tell([await firm.person(["CLIENT"])]);
  expect(await deliveriesOf(made)).toEqual([]);
});

test("What a gateway had not finished is sent again by another, with the same id", async () => {
  const first = send();
  const made = await endpoint();
  const person = await firm.person(["CLIENT"]);
  receiver.answer = () => undefined;
  await tell([person]);
  await receiver.until(1);
  // It dies: nobody gives the line back.
  const { rows } = await stored.admin.query(
    "update webhook_line set worker = gen_random_uuid() where endpoint_id = $1::uuid returning worker",
    [uuidOf(made.id)],
  );
  expect(rows).toHaveLength(1);
  const stopping = first.stop();
  receiver.answers(204);
  const second = send();
  // What comes to another endpoint shows that the second one is at work. It leaves alone what the first one may still be sending.
  const other = await endpoint({ url: `${receiver.url}other` });
  await tell([await firm.person(["CLIENT"])]);
  await untilStatuses(other, "DELIVERED");
  const ofFirst = () => receiver.received.filter(({ path }) => path === "/").map(({ id }) => id);
  expect(ofFirst()).toHaveLength(1);
  await stored.admin.query("update webhook_line set leased_until = now() - interval '1 second'");
  await second.look();
  await untilStatuses(made, "DELIVERED", "DELIVERED");
  expect(ofFirst().filter((id) => id === ofFirst()[0])).toHaveLength(2);
  await stopping;
});
