import { expect, test } from "@jest/globals";
import { createTestDatabase } from "@coachwork/testing";
import { openInside } from "./inside.js";
import { createWorld } from "./world.js";
import { viewersOf } from "./viewers.js";
test("x", async () => {
  const db = await createTestDatabase();
  console.time("world");
  const world = await createWorld(db.admin);
  console.timeEnd("world");
  const inside = await openInside(db);
  const v = viewersOf(world);
  console.log(JSON.stringify(await inside.ask(v.COACH, "{ me { id name email } people(first: 10) { totalCount nodes { name } } notes(first: 10) { nodes { text } edges { cursor } } }"), null, 1));
  console.log(JSON.stringify(await inside.ask(v.COACH, `{ freeSlots(coachId: "person_${world.near.coach.replaceAll("-","")}", from: "2026-12-01T00:00:00Z", to: "2026-12-10T00:00:00Z", durationMinutes: 60) { slots { startsAt } emptyReasons hasMore } }`), null, 1));
  await inside.close();
  await db.drop();
  expect(1).toBe(1);
});
