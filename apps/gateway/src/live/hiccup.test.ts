import { describe, expect, test } from "@jest/globals";
import { Interrupted, retryHiccups } from "./hiccup.js";

const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

describe("what cannot be read just now", () => {
  test("is read a little later", async () => {
    let attempts = 0;
    const read = () => ((attempts += 1) < 3 ? Promise.reject(refused) : Promise.resolve("read"));
    await expect(retryHiccups(read)).resolves.toBe("read");
    expect(attempts).toBe(3);
  });

  test("interrupts who waits for it, after a while", async () => {
    const interrupted = retryHiccups(() => Promise.reject(refused), undefined, 250);
    await expect(interrupted).rejects.toBeInstanceOf(Interrupted);
    await expect(interrupted).rejects.toMatchObject({ cause: refused });
  });

  test("keeps nobody who has gone", async () => {
    const gone = new AbortController();
    const waiting = retryHiccups(() => Promise.reject(refused), gone.signal);
    gone.abort();
    await expect(waiting).rejects.toBeInstanceOf(Interrupted);
  });
});

test("a bug is thrown at once", async () => {
  let attempts = 0;
  const bug = Object.assign(new Error("column does not exist"), { code: "42703" });
  const read = () => ((attempts += 1), Promise.reject(bug));
  await expect(retryHiccups(read)).rejects.toBe(bug);
  expect(attempts).toBe(1);
});
