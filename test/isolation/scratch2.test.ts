import { expect, test } from "@jest/globals";
import { createTestDatabase } from "@coachwork/testing";
import { openInside } from "./inside.js";
import { createWorld } from "./world.js";
import { viewersOf } from "./viewers.js";
import { schedulingAt } from "../../apps/gateway/src/scheduling/scheduling.js";
test("x", async () => {
  const db = await createTestDatabase();
  const world = await createWorld(db.admin);
  const inside: any = await openInside(db);
  const v = viewersOf(world);
  const f = schedulingAt({ url: inside.url, secret: "a secret between services, for tests only", clock: { now: () => Date.now() } });
  try { console.log(JSON.stringify(await f(v.COACH, (s) => s.freeSlots.query({ coachId: "person_x", from: "2026-12-01T00:00:00.000Z", to: "2026-12-10T00:00:00.000Z", durationMinutes: 60 })))); }
  catch (e: any) { console.log(e, e.cause, e.cause?.cause); }
  await inside.close();
  await db.drop();
});
