import { describe, expect, test } from "@jest/globals";
import type { Client, Sink } from "graphql-ws/client";
import { operationOf } from "./document.js";
import { ApiError, ConnectionError, ResyncRequired, SocketClosed } from "./errors.js";
import { defaultRetries } from "./retry.js";
import { Subscription, type SubscribeOptions } from "./subscription.js";

/** What the gateway is asked, and what it answers when the test says so. */
class Line {
  readonly asked: { position: unknown; sink: Sink<never>; isOver: boolean }[] = [];

  follow(options: SubscribeOptions = {}): Subscription<number> {
    const subscribe = ({ extensions }: { extensions: Record<string, unknown> }, sink: Sink<never>) => {
      const one = { position: extensions.position, sink, isOver: false };
      this.asked.push(one);
      return () => (one.isOver = true);
    };
    const operation = operationOf("subscription { changed }");
    const retries = { ...defaultRetries, firstPauseMs: 1 };
    return new Subscription<number>({ subscribe } as unknown as Client, operation, {}, { ...options, retries });
  }

  tell(data: number | undefined, position: string): void {
    this.asked.at(-1)!.sink.next({ data, extensions: { position } } as never);
  }
}

const value = async (subscription: Subscription<number>) => (await subscription.next()).value;

describe("a subscription", () => {
  test("tells the position of what was taken, not of what came", async () => {
    const line = new Line();
    const subscription = line.follow();
    line.tell(undefined, "p0");
    await subscription.begun;
    line.tell(1, "p1");
    line.tell(2, "p2");
    expect(subscription.position).toBeNull();
    expect(await value(subscription)).toBe(1);
    expect(subscription.position).toBe("p1");
    expect(await value(subscription)).toBe(2);
    expect(subscription.position).toBe("p2");
  });

  test("gives an event once that comes twice, and the first one at the position where it began", async () => {
    const line = new Line();
    const subscription = line.follow();
    line.tell(undefined, "p0");
    for (const [data, position] of [
      [0, "p0"],
      [1, "p1"],
      [1, "p1"],
      [2, "p2"],
    ] as const)
      line.tell(data, position);
    expect([await value(subscription), await value(subscription), await value(subscription)]).toEqual([0, 1, 2]);
  });

  test("leaves at the gateway what the program is too slow for, and goes on there", async () => {
    const line = new Line();
    const subscription = line.follow();
    for (let count = 1; count <= 1_000; count += 1) line.tell(count, `p${count}`);
    expect(line.asked[0]!.isOver).toBe(true);
    line.asked[0]!.sink.next({ data: 1_001, extensions: { position: "p1001" } } as never);
    for (let count = 1; count <= 1_000; count += 1) expect(await value(subscription)).toBe(count);
    const next = subscription.next();
    expect(line.asked.map(({ position }) => position)).toEqual([null, "p1000"]);
    line.tell(1_001, "p1001");
    expect((await next).value).toBe(1_001);
  });

  test("begins again after the time that it was told, where it was", async () => {
    const line = new Line();
    const subscription = line.follow({ position: "p7" });
    line.asked[0]!.sink.error([{ message: "Wait.", extensions: { code: "THROTTLED", retryAfterMs: 5 } }]);
    const next = subscription.next();
    while (line.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(line.asked[1]!.position).toBe("p7");
    line.tell(8, "p8");
    expect((await next).value).toBe(8);
  });

  test.each([
    [[{ message: "Restored.", extensions: { code: "RESYNC_REQUIRED" } }], ResyncRequired],
    [[{ message: "No.", extensions: { code: "FORBIDDEN" } }], ApiError],
    [{ code: 4401, reason: "unknown token" }, SocketClosed],
  ])("ends with what it met, after what came before: %j", async (problem, kind) => {
    const line = new Line();
    const subscription = line.follow();
    line.tell(1, "p1");
    line.asked[0]!.sink.error(problem);
    expect(await value(subscription)).toBe(1);
    await expect(subscription.next()).rejects.toThrow(kind);
    expect(line.asked[0]!.isOver).toBe(true);
    expect(await subscription.next()).toEqual({ value: undefined, done: true });
  });

  test("gives up after five attempts", async () => {
    const line = new Line();
    const subscription = line.follow();
    const next = expect(subscription.next()).rejects.toThrow(ConnectionError);
    for (let count = 1; count <= 5; count += 1) {
      while (line.asked.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
      line.asked[count - 1]!.sink.error(new Error("broken"));
    }
    await next;
    await expect(subscription.begun).rejects.toThrow(ConnectionError);
  });

  test("ends when the loop is left, and with its signal", async () => {
    const line = new Line();
    const subscription = line.follow();
    line.tell(1, "p1");
    line.tell(2, "p2");
    for await (const _ of subscription) break;
    expect(line.asked[0]!.isOver).toBe(true);
    const ending = new AbortController();
    const other = line.follow({ signal: ending.signal });
    const next = other.next();
    ending.abort(new Error("Enough."));
    await expect(next).rejects.toThrow("Enough.");
    expect(line.asked[1]!.isOver).toBe(true);
  });
});
