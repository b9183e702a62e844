import { expect, jest, test } from "@jest/globals";
import {
  deliveriesOf,
  endpoint,
  firm,
  logger,
  playWebhooks,
  send,
  stored,
  tell,
  untilStatuses,
} from "./webhooks-world.ts";

playWebhooks();

test("An event of which no message can be made is logged once and told to nobody, and those after it are told", async () => {
  const error = jest.spyOn(logger, "error");
  const sending = send();
  const [one, other] = [await endpoint(), await endpoint()];
  await sending.stop();
  const person = await firm.person(["CLIENT"]);
  await tell([person, person, person]);
  const { rowCount } = await stored.admin.query(
    "update event set ids = '{}' where firm_id = $1 and seq = (select max(seq) - 1 from event where firm_id = $1)",
    [firm.firmId],
  );
  expect(rowCount).toBe(1);
  send();
  for (const made of [one, other]) {
    await untilStatuses(made, "DELIVERED", "DELIVERED");
    const [before, after] = await deliveriesOf(made);
    expect(Number(after!.seq) - Number(before!.seq)).toBe(2);
  }
  expect(error.mock.calls).toEqual([
    [expect.objectContaining({ firmId: firm.firmId, type: "person.updated" }), "Webhooks cannot tell of an event."],
  ]);
});
