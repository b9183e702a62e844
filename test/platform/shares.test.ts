import { expect, test } from "@jest/globals";
import { Crowded, Shares } from "@coachwork/platform";

const options = { places: 4, share: 2, mostWaiting: 3, patienceMs: 50 };

/** Enters for a party and notes the name once it has a place. */
function enter(shares: Shares, begun: string[], party: string, name = party): Promise<unknown> {
  const turn = shares.enter(party);
  if (!turn) begun.push(name);
  return Promise.resolve(turn?.then(() => begun.push(name)));
}

test("a party has its share at most, at once and with nothing to wait for; the rest stays free for others", () => {
  const shares = new Shares({ ...options, patienceMs: 60_000 });
  expect([shares.enter("a"), shares.enter("a")]).toEqual([undefined, undefined]);
  void shares.enter("a", true);
  expect([shares.enter("b"), shares.enter("b")]).toEqual([undefined, undefined]);
});

test("parties take turns, and each party's line is in the order in which it came", async () => {
  const shares = new Shares({ ...options, places: 1, patienceMs: 60_000 });
  const begun: string[] = [];
  const all = [
    ["first", "first"],
    ["a", "a1"],
    ["a", "a2"],
    ["a", "a3"],
    ["b", "b1"],
    ["b", "b2"],
  ].map(([party, name]) => enter(shares, begun, party!, name));
  for (const party of ["first", "a", "b", "a", "b", "a"]) shares.leave(party);
  await Promise.all(all);
  expect(begun).toEqual(["first", "a1", "b1", "a2", "b2", "a3"]);
});

test("a place that is given back by one goes to the other who may have it, past those who have their share", async () => {
  const shares = new Shares({ ...options, places: 3, patienceMs: 60_000 });
  const begun: string[] = [];
  for (const party of ["a", "a", "b"]) void enter(shares, begun, party);
  void enter(shares, begun, "a", "a waits");
  const turn = enter(shares, begun, "c");
  shares.leave("b");
  await turn;
  expect(begun).toEqual(["a", "a", "b", "c"]);
  for (const party of ["a", "a", "c"]) shares.leave(party);
});

test("whoever would wait in too long a line, or waits too long, is told to come again, and takes no place", async () => {
  const shares = new Shares({ ...options, places: 1, share: 1 });
  void shares.enter("a");
  const waiting = [1, 2, 3].map(() => shares.enter("a")!);
  expect(() => shares.enter("a")).toThrow(Crowded);
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  shares.leave("a");
  expect(shares.enter("b")).toBeUndefined();
});

test("a party that rests has its next turn after that, and leaves its place to others at once", async () => {
  const shares = new Shares({ ...options, places: 1, share: 1, patienceMs: 60_000 });
  const begun: string[] = [];
  void shares.enter("a");
  const rested = enter(shares, begun, "a", "a again");
  shares.leave("a", 200);
  void enter(shares, begun, "b");
  shares.leave("b");
  await rested;
  expect(begun).toEqual(["b", "a again"]);
});
