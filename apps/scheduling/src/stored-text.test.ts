import { expect, test } from "@jest/globals";
import { CommandContext, Refused } from "@coachwork/platform";
import { judgeText } from "./stored-text.js";

/** What is said against a text of three characters at most. */
function refusalOf(text: string): object | undefined {
  const context = new CommandContext<never>(undefined as never, undefined as never, 0);
  try {
    judgeText(context, "name", text, 3);
  } catch (error) {
    if (error instanceof Refused) return error.refusals[0];
    throw error;
  }
  return undefined;
}

test.each(["a", "abc", " ", "é", "👋", "\ufffd", "\n"])("%j can be kept as it is", (text) => {
  expect(refusalOf(text)).toBeUndefined();
});

test.each([
  ["", "The name has 0 characters; give 1 to 3."],
  ["abcd", "The name has 4 characters; give 1 to 3."],
  ["a\0", "The name has the character U+0000, which cannot be kept; leave it out."],
  ["\ud83d", "The name has half a character, U+D83D without the other half of its pair; leave it out."],
  ["a\udc4b!", "The name has half a character, U+DC4B without the other half of its pair; leave it out."],
  ["\udc4b\ud83d", "The name has half a character, U+DC4B without the other half of its pair; leave it out."],
])("%j cannot", (text, message) => {
  expect(refusalOf(text)).toEqual({ code: "INVALID", field: ["input", "name"], message });
});
