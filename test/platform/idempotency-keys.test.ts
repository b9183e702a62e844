import { describe, expect, test } from "@jest/globals";
import { actor, clock, count, playOnDatabase, run, stored } from "./commands-world.ts";

playOnDatabase();

describe("an idempotency key", () => {
  test("makes the same request answer the same and happen once", async () => {
    const who = actor(["OWNER"]);
    const first = await run(who, { name: "Once", idempotencyKey: "once" });
    const second = await run(who, { name: "Once", idempotencyKey: "once" });
    expect(second.result?.organization).toBe(first.result?.organization);
    expect(await count("Once")).toBe(1);
  });

  test("does not keep what is shown once", async () => {
    const who = actor(["OWNER"]);
    const first = await run(who, { name: "Secretive", idempotencyKey: "secret" });
    const second = await run(who, { name: "Secretive", idempotencyKey: "secret" });
    expect(first.result).toHaveProperty("secret", "shown once");
    expect(second.result).not.toHaveProperty("secret");
  });

  test("lets requests at the same time wait for the one that came first", async () => {
    const who = actor(["OWNER"]);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => run(who, { name: "At once", idempotencyKey: "at-once" })),
    );
    expect(new Set(all.map(({ result }) => result?.organization)).size).toBe(1);
    expect(all.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect(await count("At once")).toBe(1);
  });

  test("keeps a refusal too, even when the reason for it is gone", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "Blocked" });
    const refused = await run(who, { name: "Blocked", idempotencyKey: "blocked" });
    await stored.admin.query("delete from organization where name = 'Blocked'");
    expect(await run(who, { name: "Blocked", idempotencyKey: "blocked" })).toEqual(refused);
  });

  test("is refused with another input", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "First input", idempotencyKey: "reused" });
    expect(await run(who, { name: "Second input", idempotencyKey: "reused" })).toMatchObject({
      result: null,
      refusals: [{ code: "IDEMPOTENCY_KEY_REUSED" }],
    });
    expect(await count("Second input")).toBe(0);
  });

  test("knows what was cleared from what was not given", async () => {
    const who = actor(["OWNER"]);
    const cleared = { name: "Cleared", note: null, idempotencyKey: "clears" };
    await run(who, { name: "Cleared", idempotencyKey: "clears" });
    expect(await run(who, cleared)).toMatchObject({ refusals: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
  });

  test("belongs to who sent it", async () => {
    const [one, other] = [actor(["OWNER"]), actor(["OWNER"])];
    await run(one, { name: "Of one", idempotencyKey: "shared" });
    expect((await run(other, { name: "Of another", idempotencyKey: "shared" })).refusals).toEqual([]);
  });

  test("is forgotten after 24 hours", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "Yesterday", idempotencyKey: "daily" });
    clock.ms += 24 * 60 * 60 * 1000 + 1;
    expect((await run(who, { name: "Today", idempotencyKey: "daily" })).refusals).toEqual([]);
    expect(await count("Today")).toBe(1);
  });

  test("has 1 to 255 characters", async () => {
    const tooLong = await run(actor(["OWNER"]), { name: "Long", idempotencyKey: "k".repeat(256) });
    expect(tooLong.refusals).toMatchObject([{ code: "INVALID", field: ["input", "idempotencyKey"] }]);
  });
});
