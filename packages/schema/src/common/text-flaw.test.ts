import { describe, expect, test } from "@jest/globals";
import { flawOfLongText, flawOfName, flawOfSigned } from "./text-flaw.js";

describe("A long text", () => {
  test.each([
    "One line\nand another\r\n\tindented",
    "\u05e9\u05dc\u05d5\u05dd (\u05e9\u05dc\u05d5\u05dd\u200f)",
    "\u0645\u0631\u062d\u0628\u0627\u061c 12\u200e",
    "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
    "One\u2028two",
  ])("takes lines, tabs, marks and every script: %j", (text) => {
    expect(flawOfLongText(text)).toBeUndefined();
  });

  test.each(["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"])(
    "refuses what turns the text after it: %j",
    (turning) => {
      for (const flawOf of [flawOfLongText, flawOfSigned, flawOfName])
        expect(flawOf(`pay ${turning}me`)).toMatch(
          /^the character U\+20[26][0-9A-E], which changes the writing direction$/,
        );
    },
  );

  test.each(["\u0001", "\u0007", "\u0008", "\u000b", "\u001b", "\u007f", "\u0085", "\u009b"])(
    "refuses control characters: %j",
    (control) => {
      for (const flawOf of [flawOfLongText, flawOfSigned])
        expect(flawOf(`a${control}b`)).toMatch(/^the control character U\+00/);
      expect(flawOfName(`a${control}b`)).toContain("single line");
    },
  );
});

test("What is signed and what is a name have no marks either, since they look the same everywhere", () => {
  for (const mark of ["\u061c", "\u200e", "\u200f"])
    for (const flawOf of [flawOfSigned, flawOfName]) expect(flawOf(`a${mark}b`)).toContain("writing direction");
});
