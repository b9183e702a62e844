import { expect, test } from "@jest/globals";
import { type AnyData, apiId } from "@coachwork/testing";
import fc from "fast-check";
import { mutate } from "../support/mutate.ts";
import { type CohortWorld, cohortWorld } from "./cohort-world.js";

const BOUGHT = 12;

/** What somebody tries with the how manieth engagement, or with a new one. */
const act = fc.oneof(
  fc.record({ does: fc.constant("create" as const), amount: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ does: fc.constant("adjust" as const), amount: fc.integer({ min: -5, max: 6 }), which: fc.nat(9) }),
  fc.record({
    does: fc.constantFrom("activateEngagement", "completeEngagement", "cancelEngagement", "reopenEngagement"),
    which: fc.nat(9),
  }),
);

test("however engagements are created, changed, ended and reopened, at once or in turn, what was bought is what is taken and left", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }),
      async (steps) => {
        const world = await cohortWorld();
        const poolId = await poolOf(world);
        const engagements: string[] = [];
        for (const atOnce of steps) {
          await Promise.all(atOnce.map((each) => tryTo(world, engagements, each)));
          const { bought, taken, available, engagements: takers } = await read(world, poolId);
          const each = takers.nodes.reduce((sum: number, { poolTaken }: AnyData) => sum + poolTaken, 0);
          expect([bought, taken, taken + available]).toEqual([BOUGHT, each, BOUGHT]);
          expect(available).toBeGreaterThanOrEqual(0);
          for (const { poolTaken } of takers.nodes) expect(poolTaken).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 12 },
  );
}, 180_000);

async function poolOf({ manager, organization, cohortId }: CohortWorld): Promise<string> {
  const organizationId = apiId("organization", organization);
  const input = { name: "Pool", organizationId, unit: "SESSIONS", amount: BOUGHT };
  const { pool } = await mutate(manager, "createPool", input, { answer: "pool { id }" });
  await mutate(manager, "setCohortPool", { id: cohortId, poolId: pool.id });
  return pool.id;
}

async function read({ manager }: CohortWorld, id: string): Promise<AnyData> {
  const query = `query($id: ID!) { pool(id: $id) { bought taken available engagements(first: 100) { nodes { poolTaken } } } }`;
  return (await manager.ask(query, { id })).pool;
}

/** Tries it; what is refused changes nothing. */
async function tryTo(
  world: CohortWorld,
  engagements: string[],
  what: typeof act extends fc.Arbitrary<infer T> ? T : never,
) {
  if (what.does === "create") {
    const [client] = await world.clients(1);
    await world.enroll([client!]);
    const allocation = { allocationUnit: "SESSIONS", allocationAmount: what.amount };
    const { engagement } = await world.engage([client!], allocation);
    if (engagement) engagements.push(engagement.id);
    return;
  }
  const id = engagements[what.which % Math.max(1, engagements.length)];
  if (id === undefined) return;
  if (what.does === "adjust") {
    const input = { engagementId: id, amount: what.amount, reason: "Tried" };
    await mutate(world.manager, "adjustAllocation", input);
  } else await world.move(what.does, id, what.does === "reopenEngagement" ? { reason: "Tried" } : {});
}
