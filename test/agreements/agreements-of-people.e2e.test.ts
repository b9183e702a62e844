import { beforeEach, expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld, sha256 } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;

beforeEach(async () => {
  world = await AgreementsWorld.open(stage);
});

const asOwner = async () => stage.signedIn(world.firm, await world.firm.person(["OWNER"]));

test("what somebody signed is kept when they are erased, and what nobody signed is not", async () => {
  const owner = await asOwner();
  const signed = await world.sent(await world.engagement({ format: "GROUP" }, ["client", "fellow"]));
  await world.sign("client", signed);
  const waiting = await world.sent(await world.engagement());
  const half = await world.sent(await world.engagement());
  await world.sign("coach", half);
  const personId = apiId("person", world.people.client);
  await mutate(owner, "deactivatePerson", { personId });
  const { kept, userErrors } = await mutate(
    owner,
    "erasePerson",
    { personId },
    { answer: "kept { kind count reason }" },
  );
  expect(userErrors).toEqual([]);
  const reason = expect.stringContaining("They prove what was agreed.");
  expect(kept).toContainEqual({ kind: "SIGNATURES", count: 1, reason });

  expect(await world.read("manager", signed.id)).toMatchObject({
    ...{ status: "OUT_FOR_SIGNATURE", text: signed.text, textHash: sha256(signed.text) },
    parties: [{}, { typedName: "client signs", person: { name: "Erased person" } }, {}],
  });
  expect(await world.read("manager", waiting.id)).toMatchObject({
    ...{ status: "WITHDRAWN", text: "Erased.", textHash: sha256("Erased."), endedAt: expect.any(String) },
  });
  expect(await world.read("manager", half.id)).toMatchObject({ status: "WITHDRAWN", text: half.text, signedCount: 1 });
});

test("agreements and signatures follow a duplicate, who signs once for both", async () => {
  const owner = await asOwner();
  const twice = await world.firm.person(["CLIENT"], { name: "Client too", organization_id: world.organization });
  const engagement = await world.engagement({ format: "GROUP" });
  await world.firm.participant(engagement.replace("engagement_", ""), twice);
  const agreement = await world.sent(engagement);
  const merge = { keepId: apiId("person", world.people.client), duplicateId: apiId("person", twice) };
  const answer = { answer: "moved { kind count }" };
  const { moved, userErrors } = await mutate(owner, "mergePeople", merge, answer);
  expect(userErrors).toEqual([]);
  expect(moved).toContainEqual({ kind: "AGREEMENTS", count: 1 });
  expect(await world.sign("client", agreement)).toMatchObject({ userErrors: [], agreement: { signedCount: 2 } });
  expect(await world.sign("coach", agreement)).toMatchObject({ agreement: { status: "COMPLETED", signedCount: 3 } });
});
