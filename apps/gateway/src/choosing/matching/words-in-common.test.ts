import { afterEach, expect, jest, test } from "@jest/globals";
import { WordsInCommon } from "./words-in-common.js";

afterEach(() => {
  jest.restoreAllMocks();
});

test("Texts are taken apart once, and nothing is remembered of them for others", () => {
  const taken = jest.spyOn(String.prototype, "normalize");
  for (const count of [2, 4]) {
    const words = new WordsInCommon();
    for (let time = 0; time < 3; time += 1) {
      expect(words.hasWordsOf("Mergers & Acquisitions", "mergers")).toBe(true);
      expect(words.hasWordsOf("mergers", "Mergers & Acquisitions")).toBe(false);
    }
    expect(taken).toHaveBeenCalledTimes(count);
  }
});
