import { expect, test } from "@jest/globals";
import { day, FirmFactory } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { mergePeople } from "./merge-people.ts";

const { database, signedIn } = await sharedStage();

test("of two delegations of one person, the duplicate's ends, and nobody becomes their own delegate", async () => {
  const firm = await FirmFactory.create(database.admin);
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  const [keep, duplicate] = [await firm.person(["ASSISTANT", "CLIENT"]), await firm.person(["ASSISTANT", "CLIENT"])];
  const [coach, other] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  const write = (principal_id: string, delegate_id: string, values = {}) =>
    firm.row("delegation", { principal_id, delegate_id, created_at: new Date(), ...values });
  await write(coach, keep, { ends_on: day(9) });
  await write(coach, duplicate);
  await write(coach, duplicate, { starts_on: day(20), ends_on: day(30) });
  await write(other, duplicate);
  await write(keep, duplicate);
  await write(duplicate, keep);
  expect((await mergePeople(owner, keep, duplicate)).userErrors).toEqual([]);
  const open = await database.admin.query(
    `select principal_id as principal, delegate_id as delegate, starts_on::text as starts from delegation
     where firm_id = $1 and ended_at is null order by principal_id = $2, starts_on nulls first`,
    [firm.firmId, coach],
  );
  expect(open.rows).toEqual([
    { principal: other, delegate: keep, starts: null },
    { principal: coach, delegate: keep, starts: null },
    { principal: coach, delegate: keep, starts: day(20) },
  ]);
  const told = "select seq from event where firm_id = $1 and type = 'delegation.ended'";
  expect((await database.admin.query(told, [firm.firmId])).rows).toHaveLength(3);
});
