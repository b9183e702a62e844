import { expect, test } from "@jest/globals";
import { usualWeights } from "@coachwork/schema";
import type { CohortFacts } from "./match-cohort.js";
import { matchHere, startMatcher } from "./matcher.js";

const facts: CohortFacts["facts"] = {
  ...{ isKnown: true, people: [], coaches: [] },
  terms: { kind: null, format: null, chosen: null, members: [], weights: usualWeights },
};
const nobody: CohortFacts = { facts, offered: {} };

test("A run that takes too long ends, and its thread is free for the next", async () => {
  const endless = new URL("data:text/javascript,export default () => { for (;;); }");
  const matcher = startMatcher(endless, 50);
  try {
    expect(await matcher.match("firm", nobody)).toBeUndefined();
    expect(await matcher.match("firm", nobody)).toBeUndefined();
  } finally {
    await matcher.close();
  }
  expect(await matchHere.match("firm", nobody)).toEqual({ MOST_PAIRS: [], HIGHEST_SUM: [] });
});
