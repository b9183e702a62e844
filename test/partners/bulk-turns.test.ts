import { describe, expect, test } from "@jest/globals";
import { until } from "@coachwork/testing";
import {
  addClients,
  allPeople,
  anotherFirm,
  clock,
  exporting,
  firm,
  newKey,
  owner,
  playExports,
  restore,
  resultOf,
  rowOf,
  spend,
  spendButOnePage,
  start,
  stopAll,
  stored,
  storing,
  untilStatus,
} from "./bulk-world.ts";

playExports();

const everyone = async (id: string) =>
  expect((await resultOf(id))!.map((line) => line.id).sort()).toEqual((await allPeople()).sort());

describe("The exports of a firm", () => {
  test("do not wait for one whose requester has too little to spend, which goes on once there is enough", async () => {
    const key = await newKey();
    const waits = spend(key);
    const first = await start(key);
    exporting({ patienceMs: 100 });
    await waits();
    const second = await start();
    await untilStatus(second, "DONE");
    expect(await rowOf(first)).toMatchObject({ status: "RUNNING", row_count: 0 });
    restore();
    clock.ms += 60_000;
    await untilStatus(first, "DONE");
    await everyone(first);
  });

  test("keep what was read of one whose requester spent all on the way", async () => {
    const key = await newKey();
    spendButOnePage(key);
    const id = await start(key);
    exporting({ patienceMs: 100, bytes: 1e9 });
    const line = async () =>
      (await stored.admin.query("select worker, due_at from bulk_line where firm_id = $1", [firm.firmId])).rows[0];
    await until("the exports to be given back", line, ({ worker, due_at: due }) => worker === null && due > clock.ms);
    expect(await rowOf(id)).toMatchObject({ status: "RUNNING", row_count: 100 });
    restore();
    clock.ms += 60_000;
    await untilStatus(id, "DONE");
    await everyone(id);
  });

  test("of several requesters take turns, one after some files of the other", async () => {
    await addClients(firm, 250, 549);
    const reached = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    storing.hook = async (count) => {
      if (count !== 5) return;
      reached.resolve();
      await going.promise;
    };
    const [first, second] = [await start(await newKey()), await start()];
    exporting();
    await reached.promise;
    expect(await Promise.all([first, second].map(rowOf))).toMatchObject([
      { status: "RUNNING", row_count: 300 },
      { status: "RUNNING", row_count: 100 },
    ]);
    going.resolve();
    for (const id of [first, second]) {
      await untilStatus(id, "DONE");
      await everyone(id);
    }
  });
});

describe("Four firms do not hold the places of a gateway", () => {
  const startEach = async (people: number) => {
    const firms = await Promise.all([1, 2, 3, 4].map(anotherFirm));
    for (const each of firms) await addClients(each.firm, 2, people);
    return firms;
  };

  test("while they have too little to spend", async () => {
    const firms = await startEach(2);
    for (const each of firms) spend(each.owner);
    const waiting = await Promise.all(firms.map((each) => start(each.owner)));
    exporting({ patienceMs: 100 });
    for (const id of waiting) await untilStatus(id, "RUNNING");
    await untilStatus(await start(owner), "DONE");
    for (const id of waiting) expect(await rowOf(id)).toMatchObject({ status: "RUNNING", row_count: 0 });
  });

  test("while they export long lists", async () => {
    const firms = await startEach(1_500);
    for (const each of firms) await start(each.owner);
    clock.ms += 1_000;
    const id = await start();
    clock.ms += 1_000;
    const files = new Map<string, number>();
    let longest: number | undefined;
    storing.hook = async (_, firmId) => {
      files.set(firmId, (files.get(firmId) ?? 0) + 1);
      if (firmId === firm.firmId) longest ??= Math.max(...files.values());
    };
    exporting();
    await untilStatus(id, "DONE");
    // They have fifteen each.
    expect(longest).toBeLessThan(12);
    await stopAll();
  });
});
