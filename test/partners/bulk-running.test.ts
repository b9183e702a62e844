import { describe, expect, test } from "@jest/globals";
import { apiId, until } from "@coachwork/testing";
import {
  actorOf,
  allPeople,
  anotherFirm,
  bulkId,
  clock,
  DAY,
  did,
  everybody,
  exporting,
  firm,
  leaseEnds,
  newKey,
  owner,
  perform,
  playExports,
  restore,
  resultOf,
  rowOf,
  spend,
  start,
  stopAll,
  stored,
  storedFiles,
  storing,
  untilStatus,
} from "./bulk-world.ts";

playExports();

const idsOf = async (id: string) => (await resultOf(id))?.map((line) => line.id).sort();
const everyone = async () => (await allPeople()).sort();

/** Stops at the second file, and goes on when told. */
function pausing() {
  const reached = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  storing.hook = async (count) => {
    if (count !== 2) return;
    reached.resolve();
    await going.promise;
  };
  return { reached: reached.promise, goOn: () => going.resolve() };
}

describe("An export goes on", () => {
  test("where a gateway left that died between two steps: no line is there twice, and none is missing", async () => {
    const died = pausing();
    const id = await start();
    exporting();
    await died.reached;
    expect(await rowOf(id)).toMatchObject({ status: "RUNNING", row_count: 100 });
    storing.hook = async () => undefined;
    await leaseEnds();
    exporting();
    await untilStatus(id, "DONE");
    expect(await idsOf(id)).toEqual(await everyone());
    // The one that was thought dead wakes up.
    died.goOn();
    await stopAll();
    expect(await idsOf(id)).toEqual(await everyone());
    expect(await storedFiles()).toBe(3);
  });

  test("after a storage that was away", async () => {
    storing.hook = async (count) => {
      if (count !== 2) return;
      storing.hook = async () => undefined;
      throw new Error("The storage is away.");
    };
    const id = await start();
    exporting();
    await untilStatus(id, "RUNNING");
    await until("the failure", async () => (await rowOf(id)).row_count === 100);
    await stopAll();
    await leaseEnds();
    exporting();
    await untilStatus(id, "DONE");
    expect(await idsOf(id)).toEqual(await everyone());
    expect(await storedFiles()).toBe(3);
  });

  test("at another gateway when one stops in order", async () => {
    const stopped = pausing();
    const id = await start();
    exporting();
    await stopped.reached;
    const stopping = stopAll();
    stopped.goOn();
    await stopping;
    expect(await rowOf(id)).toMatchObject({ status: "RUNNING", row_count: 200 });
    exporting();
    await untilStatus(id, "DONE");
    expect(await idsOf(id)).toEqual(await everyone());
  });
});

describe("An export fails, and keeps what it had", () => {
  const failsWith = async (id: string, errorCode: string) => {
    const row = await untilStatus(id, "FAILED");
    expect(row).toMatchObject({ error_code: errorCode, row_count: 200, error_message: expect.stringMatching(/\.$/) });
  };

  test("when who asked is no admin any more", async () => {
    const admin = await actorOf(["ADMIN", "COACH"]);
    const { reached, goOn } = pausing();
    const id = await start(admin);
    exporting();
    await reached;
    await did("updatePerson", { id: apiId("person", admin.actorId), roles: ["COACH"] });
    goOn();
    await failsWith(id, "RIGHTS_LOST");
    expect(await resultOf(id)).toBeNull();
    await did("updatePerson", { id: apiId("person", admin.actorId), roles: ["ADMIN"] });
    expect(await resultOf(id)).toHaveLength(200);
  });

  test("when who asked is deactivated", async () => {
    const admin = await actorOf(["ADMIN"]);
    const { reached, goOn } = pausing();
    const id = await start(admin);
    exporting();
    await reached;
    await did("deactivatePerson", { personId: apiId("person", admin.actorId) });
    goOn();
    await failsWith(id, "RIGHTS_LOST");
    expect(await resultOf(id)).toBeNull();
  });

  test.each([
    ["is revoked", (id: string) => did("revokeApiKey", { id })],
    ["loses the scope", (id: string) => did("updateApiKey", { id, scopes: ["schedule:read"] })],
  ])("when the key that asked %s", async (_, change) => {
    const key = await newKey();
    const { reached, goOn } = pausing();
    const id = await start(key);
    exporting();
    await reached;
    await change(apiId("api_key", key.actorId));
    goOn();
    await failsWith(id, "RIGHTS_LOST");
  });

  test("when the key that asked loses the scope while its budget is spent", async () => {
    const key = await newKey();
    const waits = spend(key);
    const id = await start(key);
    exporting();
    await waits();
    await did("updateApiKey", { id: apiId("api_key", key.actorId), scopes: ["schedule:read"] });
    restore();
    expect(await untilStatus(id, "FAILED")).toMatchObject({ error_code: "RIGHTS_LOST", row_count: 0 });
  });

  test("and says so to those who wait for it", async () => {
    const key = await newKey();
    const id = await start(key);
    await did("revokeApiKey", { id: apiId("api_key", key.actorId) });
    exporting();
    await untilStatus(id, "FAILED");
    const { rows } = await stored.admin.query(
      "select type, ids, actor_id from event where firm_id = $1 order by seq desc",
      [firm.firmId],
    );
    expect(rows[0]).toEqual({ type: "bulk_export.ended", ids: { bulkExport: id }, actor_id: null });
  });
});

describe("The exports of a firm", () => {
  test("are read one after the other, in the order in which they were asked for", async () => {
    const { reached, goOn } = pausing();
    const [first, second] = [await start(), await start(owner, "{ people(orderBy: NAME) { nodes { id name } } }")];
    exporting();
    exporting();
    await reached;
    expect(await rowOf(second)).toMatchObject({ status: "QUEUED", started_at: null });
    goOn();
    const [one, two] = [await untilStatus(first, "DONE"), await untilStatus(second, "DONE")];
    expect(two.started_at.getTime()).toBeGreaterThanOrEqual(one.ended_at.getTime());
    expect(await idsOf(second)).toEqual(await everyone());
  });

  test("are twenty at a time that wait or run", async () => {
    const ids = [];
    for (let count = 0; count < 20; count += 1) ids.push(await start());
    expect((await perform("bulkExport", { query: everybody })).refusals).toMatchObject([{ code: "TOO_MANY" }]);
    await did("cancelBulkExport", { id: bulkId(ids[0]!) });
    await start();
  });

  test("do not wait for one that was cancelled while the budget of who asked was spent", async () => {
    const key = await newKey();
    const waits = spend(key);
    const first = await start(key);
    exporting();
    await waits();
    const second = await start();
    await did("cancelBulkExport", { id: bulkId(first) });
    await untilStatus(second, "DONE");
  });

  test("do not wait for those of another firm", async () => {
    const { reached, goOn } = pausing();
    const slow = await start();
    exporting();
    await reached;
    const { firm: other, owner: boss } = await anotherFirm();
    const id = await start(boss, "{ people { nodes { id } } }");
    expect(other.firmId).not.toBe(firm.firmId);
    await untilStatus(id, "DONE");
    goOn();
    await untilStatus(slow, "DONE");
  });
});

describe("A result", () => {
  test("is removed after seven days, and the export stays to be seen", async () => {
    const id = await start();
    exporting();
    await untilStatus(id, "DONE");
    clock.ms += 7 * DAY - 60_000;
    expect(await resultOf(id)).toHaveLength(250);
    clock.ms += 60_000;
    expect(await resultOf(id)).toBeNull();
    await until("the files to be deleted", async () => (await storedFiles()) === 0);
    expect(await rowOf(id)).toMatchObject({ status: "DONE", row_count: 250, query: everybody });
    const parts = () => stored.admin.query("select 1 from bulk_part where export_id = $1", [id]);
    await until("the files to be forgotten", async () => (await parts()).rows.length === 0);
  });

  test("is there of an export that is cancelled no more, nor written any further", async () => {
    const { reached, goOn } = pausing();
    const id = await start();
    exporting();
    await reached;
    await did("cancelBulkExport", { id: bulkId(id) });
    await did("cancelBulkExport", { id: bulkId(id) });
    goOn();
    await until("the files to be deleted", async () => (await storedFiles()) === 0);
    await stopAll();
    expect(await rowOf(id)).toMatchObject({ status: "CANCELLED", row_count: 0, byte_count: 0, cursor: null });
    expect([await resultOf(id), await storedFiles()]).toEqual([null, 0]);
    const { rows } = await stored.admin.query("select type from event where firm_id = $1 order by seq", [firm.firmId]);
    expect(rows.map(({ type }) => type)).toEqual(["bulk_export.created", "bulk_export.ended"]);
  });

  test("goes when anybody of the firm is erased, and what is read meanwhile begins anew without them", async () => {
    const before = await start();
    exporting();
    await untilStatus(before, "DONE");
    const client = await firm.person(["CLIENT"], { name: "Zoe Quillfeather" });
    await did("deactivatePerson", { personId: apiId("person", client) });
    await stopAll();
    const { reached, goOn } = pausing();
    const during = await start();
    exporting();
    await reached;
    await did("erasePerson", { personId: apiId("person", client) });
    expect(await resultOf(before)).toBeNull();
    expect(await rowOf(during)).toMatchObject({ status: "RUNNING", row_count: 0, cursor: null });
    goOn();
    await untilStatus(during, "DONE");
    const lines = (await resultOf(during))!;
    expect(lines.map(({ id }) => id).sort()).toEqual(await everyone());
    expect(lines.find(({ id }) => id === apiId("person", client))).toMatchObject({ name: "Erased person" });
    await until("the older files to be deleted", async () => (await storedFiles()) === 3);
  });
});
