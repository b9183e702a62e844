import { beforeEach, expect, test } from "@jest/globals";
import { apiId, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld, SCALE } from "./goals-world.ts";

const stage = await sharedStage();
let world: GoalsWorld;
let admin: TestClient;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
  await stage.database.admin.query("update engagement set format = 'GROUP' where id = $1", [world.engagement]);
  admin = await stage.signedIn(world.firm, await world.firm.person(["OWNER"]));
});

async function succeed(name: string, input: object): Promise<void> {
  expect((await mutate(admin, name, input)).userErrors).toEqual([]);
}

test("goals of an erased participant lose their texts and keep their levels, and others only the name", async () => {
  const [, mia] = await world.member();
  const name = "Clemens Quill";
  await stage.database.admin.query("update person set name = $2 where id = $1", [world.clientId, name]);
  const theirs = await world.goal({ why: "The team asks for it" }, world.client);
  const other = await world.goal({ title: `Listen to ${name}` }, mia);
  for (const { id } of [theirs, other]) {
    await world.record(id, { level: 1, comment: `As ${name} said` }, world.coach);
    await world.act("reviseGoal", { id, reason: `${name} moved on`, weight: 2, level: 0 });
  }
  const personId = apiId("person", world.clientId);
  await succeed("deactivatePerson", { personId });
  await succeed("erasePerson", { personId });
  const erased = ["Erased.", "Erased.", "Erased.", "Erased.", "Erased."];
  const goal = await world.read(theirs.id);
  expect(goal).toMatchObject({ title: "Erased.", why: null, scale: erased, level: 0, weight: 2, baselineLevel: -1 });
  expect(goal.progress.nodes).toMatchObject([
    { level: 1, comment: null },
    { level: 0, comment: null },
  ]);
  expect(goal.revisions.nodes).toMatchObject([{ reason: "Erased.", scale: erased }]);
  const kept = await world.read(other.id);
  expect(kept).toMatchObject({ title: "Listen to […]", scale: SCALE });
  expect(kept.progress.nodes).toMatchObject([{ comment: "As […] said" }, { comment: null }]);
  expect(kept.revisions.nodes).toMatchObject([{ reason: "[…] moved on", scale: SCALE }]);
});

test("goals of a duplicate follow the person who stays", async () => {
  const [duplicateId, mia] = await world.member();
  const { id } = await world.goal({}, mia);
  await world.record(id, { level: 1 }, mia);
  const text = 'delete from identity.membership where "personId" = $1';
  await stage.database.admin.query(text, [duplicateId.replace("person_", "")]);
  await succeed("mergePeople", { keepId: apiId("person", world.clientId), duplicateId });
  expect((await world.read(id)).participant).toEqual({ id: apiId("person", world.clientId) });
  expect(await world.read(id, world.client)).toMatchObject({ level: 1 });
});
