import { setImmediate as rest } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { NoTurn, Turns } from "./turns.js";

let turns: Turns;
let begun: string[];
let ends: Map<string, (error?: Error) => void>;

beforeEach(() => {
  turns = new Turns(2);
  begun = [];
  ends = new Map();
});

const patient = new AbortController().signal;

/** Asks for a turn; the work is named by its firm's letter and a number. */
function ask(name: string, waiting = patient): Promise<string> {
  return turns.take(name[0]!, waiting, () => {
    begun.push(name);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    ends.set(name, (error) => (error ? reject(error) : resolve(name)));
    return promise;
  });
}

async function end(name: string, error?: Error): Promise<void> {
  ends.get(name)!(error);
  await rest();
}

describe("Who wants a turn", () => {
  test("has it at once while there are some, and then when the first is done", async () => {
    const all = Promise.all(["a1", "b1", "c1"].map((name) => ask(name)));
    expect(begun).toEqual(["a1", "b1"]);
    await end("b1");
    expect(begun).toEqual(["a1", "b1", "c1"]);
    await end("a1");
    await end("c1");
    expect(await all).toEqual(["a1", "b1", "c1"]);
  });

  test("does not have two at once", async () => {
    void ask("a1");
    void ask("a2");
    await rest();
    expect(begun).toEqual(["a1"]);
    await end("a1");
    expect(begun).toEqual(["a1", "a2"]);
  });

  test("waits behind none who has had one since", async () => {
    for (const name of ["a1", "b1", "a2", "a3", "b2", "c1"]) void ask(name);
    await end("a1");
    expect(begun).toEqual(["a1", "b1", "c1"]);
    await end("c1");
    expect(begun).toEqual(["a1", "b1", "c1", "a2"]);
    await end("b1");
    expect(begun.at(-1)).toBe("b2");
    await end("a2");
    expect(begun.at(-1)).toBe("a3");
  });

  test("leaves the line when it takes too long, and nobody waits for that", async () => {
    for (const name of ["a1", "b1"]) void ask(name);
    const impatient = new AbortController();
    const late = ask("c1", impatient.signal);
    void ask("d1");
    impatient.abort();
    await expect(late).rejects.toThrow(NoTurn);
    await end("a1");
    expect(begun).toEqual(["a1", "b1", "d1"]);
  });

  test("is not sent away once it has begun, nor where nobody is before it", async () => {
    const impatient = new AbortController();
    const work = ask("a1", impatient.signal);
    impatient.abort();
    void ask("b1", impatient.signal);
    expect(begun).toEqual(["a1", "b1"]);
    await expect(ask("c1", impatient.signal)).rejects.toThrow(NoTurn);
    await end("a1");
    expect(await work).toBe("a1");
  });

  test("makes room also by failing", async () => {
    const failing = ask("a1");
    void ask("a2");
    const failure = expect(failing).rejects.toThrow("too hard");
    await end("a1", new Error("too hard"));
    await failure;
    expect(begun).toEqual(["a1", "a2"]);
  });
});
