import "reflect-metadata";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type GraphQLSchema } from "graphql";
import { createSchema } from "../schema.js";
import { CostLimits, type CostLimitOptions, type Payer } from "./cost-limits.js";

let schema: GraphQLSchema;
let now = 1_000_000;

beforeAll(async () => {
  schema = await createSchema();
});

/** A bucket of 1000, of which 100 come back each second; a firm has three times that. */
function limits(options: Partial<CostLimitOptions> = {}): CostLimits {
  const standard = { limit: 1000, bucket: 1000, restorePerSecond: 100, firmMultiple: 3 };
  return new CostLimits({ schema, clock: { now: () => now }, ...standard, ...options });
}

function member(actorId: string, firmId = "firm"): Payer {
  return { actor: { firmId, actorId }, clientAddress: "192.0.2.1" };
}

function stranger(clientAddress: string): Payer {
  return { actor: null, clientAddress };
}

describe("Somebody", () => {
  test("spends what there is, is told when there will be enough, and has it then", () => {
    const costs = limits();
    expect(costs.charge(member("a"), 400)).toEqual({
      granted: true,
      requested: 400,
      available: 600,
      capacity: 1000,
      restorePerSecond: 100,
    });
    expect(costs.charge(member("a"), 601)).toMatchObject({ granted: false, available: 600, retryAfterMs: 10 });
    now += 9;
    expect(costs.charge(member("a"), 601)).toMatchObject({ granted: false, retryAfterMs: 1 });
    now += 1;
    expect(costs.charge(member("a"), 601)).toMatchObject({ granted: true, available: 0 });
  });

  test("does not spend what others of the firm have, until the firm has spent its share", () => {
    const costs = limits();
    for (const actor of ["a", "b", "c"]) {
      expect(costs.charge(member(actor), 1000).granted).toBe(true);
      expect(costs.charge(member(actor), 1000).granted).toBe(false);
    }
    // 600 come back to the firm in two seconds, and nothing has been taken from the fourth.
    expect(costs.charge(member("d"), 600)).toMatchObject({ granted: false, available: 0, retryAfterMs: 2000 });
    expect(costs.charge(member("a", "another firm"), 1000).granted).toBe(true);
    now += 2000;
    expect(costs.charge(member("d"), 600)).toMatchObject({ granted: true, available: 0 });
  });

  test("is not forgotten when strangers ask from very many addresses", () => {
    const costs = limits();
    costs.charge(member("a"), 1000);
    for (let index = 0; index < 25_000; index++) {
      costs.charge(stranger(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`), 1);
    }
    expect(costs.charge(member("a"), 1).granted).toBe(false);
  });
});

test("Strangers pay by address, those with IPv6 by network", () => {
  const costs = limits();
  const pays = (address: string) => costs.charge(stranger(address), 1000).granted;
  expect(["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"].map(pays)).toEqual([true, false, true]);
  expect(["2001:db8::1", "2001:0DB8:0:0:ffff::2", "2001:db8:0:1::1"].map(pays)).toEqual([true, false, true]);
  expect(["::1", "0:0:0:0:8000::1.2.3.4", "fe80::1%eth0"].map(pays)).toEqual([true, false, true]);
  expect(["unknown", "", "10.0.0.1, 10.0.0.2"].map(pays)).toEqual([true, false, false]);
});

describe("However it is asked", () => {
  const asking = fc.array(fc.record({ wait: fc.nat(3000), cost: fc.integer({ min: 1, max: 1000 }) }), {
    maxLength: 60,
  });

  test("never more is granted within a time than a full bucket and what came back", () =>
    fc.assert(
      fc.property(asking, fc.integer({ min: 1, max: 999 }), (steps, restorePerSecond) => {
        const costs = limits({ restorePerSecond });
        const granted: { at: number; cost: number }[] = [];
        for (const { wait, cost } of steps) {
          now += wait;
          const charge = costs.charge(member("a"), cost);
          if (charge.granted) granted.push({ at: now, cost });
        }
        granted.forEach((first, index) => {
          let level = 1_000_000;
          for (const { at, cost } of granted.slice(index)) {
            level -= cost * 1000;
            if (level + (at - first.at) * restorePerSecond < 0) throw new Error(`${at}: more than came back`);
          }
        });
      }),
    ));

  test("after the time that is told, and not before, it is granted", () =>
    fc.assert(
      fc.property(asking, fc.integer({ min: 1, max: 999 }), (steps, restorePerSecond) => {
        const costs = limits({ restorePerSecond });
        for (const { wait, cost } of steps) {
          now += wait;
          const charge = costs.charge(member("a"), cost);
          if (charge.granted) continue;
          now += charge.retryAfterMs - 1;
          expect(costs.charge(member("a"), cost).granted).toBe(false);
          now += 1;
          expect(costs.charge(member("a"), cost).granted).toBe(true);
        }
      }),
    ));

  test("while nothing is spent, what is left never becomes less, even when the clock is set back", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2000, max: 2000 })), (steps) => {
        const costs = limits();
        let before = costs.charge(member("a"), 1000).available;
        for (const step of steps) {
          now += step;
          const { available } = costs.charge(member("a"), 0);
          expect(available).toBeGreaterThanOrEqual(before);
          before = available;
        }
      }),
    ));
});

test("A bucket must be able to pay for the dearest operation", () => {
  expect(() => limits({ limit: 1001 })).toThrow("COST_BUCKET is 1000: it must be at least COST_LIMIT, which is 1001.");
});
