import { expect, test } from "@jest/globals";
import { newId } from "@coachwork/platform";
import { apiId, until } from "@coachwork/testing";
import {
  clock,
  deliveriesOf,
  did,
  endpoint,
  firm,
  newKey,
  perform,
  personId,
  playWebhooks,
  receiver,
  send,
  tellOf,
  untilStatuses,
} from "./webhooks-world.ts";

playWebhooks();

test("What the key may not see any more is dropped before it is sent, also when it is replayed", async () => {
  const sending = send();
  const apiKeyId = await newKey(["people:read", "schedule:read"]);
  const made = await endpoint({ apiKeyId });
  receiver.answers(500);
  const person = await firm.person(["CLIENT"]);
  await tellOf([{ type: "holiday.created", ids: { holiday: newId() } }]);
  await until("an attempt", async () => (await deliveriesOf(made))[0]?.attempt_count === 1);
  await did("updateApiKey", { id: apiKeyId, scopes: ["people:read"] });
  receiver.answers(204);
  await tellOf([{ type: "person.updated", ids: { person } }]);
  clock.ms += 6_000;
  await sending.look();
  await untilStatuses(made, "DROPPED", "DELIVERED");
  const { id } = (await deliveriesOf(made))[0]!;
  expect(await perform("replayWebhookDelivery", { id: apiId("webhook_delivery", id) })).toMatchObject({ refusals: [] });
  await untilStatuses(made, "DROPPED", "DELIVERED");
  await tellOf([{ type: "person.updated", ids: { person } }]);
  await untilStatuses(made, "DROPPED", "DELIVERED", "DELIVERED");
  expect(receiver.received.map(({ message }) => [message.type, message.data.objectId])).toEqual([
    ["HOLIDAY_CREATED", expect.any(String)],
    ["PERSON_UPDATED", personId(person)],
    ["PERSON_UPDATED", personId(person)],
  ]);
});
