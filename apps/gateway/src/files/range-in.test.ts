import { expect, test } from "@jest/globals";
import { rangeIn } from "./range-in.js";

const whole = { bytes: 10, tag: '"v1"' };
const asked = (range: string, more: object = {}) => rangeIn({ method: "GET", headers: { range, ...more } }, whole);

test.each([
  ["bytes=4-", { start: 4, end: 9 }],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=2-99", { start: 2, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  // What cannot be understood, or is not offered, is as good as not asked.
  ["bytes=5-2", undefined],
  ["bytes=0-1,4-5", undefined],
  ["lines=0-1", undefined],
  ["bytes=x", undefined],
])("%s of ten bytes is %j", (range, part) => expect(asked(range)).toEqual(part));

test("The rest is only sent to somebody who has the beginning of the same content", () => {
  expect(asked("bytes=4-", { "if-range": '"v1"' })).toEqual({ start: 4, end: 9 });
  expect(asked("bytes=4-", { "if-range": '"v2"' })).toBeUndefined();
  // A weak tag and a date prove nothing about bytes.
  expect(asked("bytes=4-", { "if-range": 'W/"v1"' })).toBeUndefined();
  expect(asked("bytes=4-", { "if-range": "Tue, 01 Dec 2026 00:00:00 GMT" })).toBeUndefined();
});

test("A file without a tag, an empty file and a HEAD request are answered as a whole", () => {
  const headers = { range: "bytes=0-1" };
  expect(rangeIn({ method: "GET", headers }, { bytes: 10, tag: undefined })).toBeUndefined();
  expect(rangeIn({ method: "HEAD", headers }, whole)).toBeUndefined();
  expect(rangeIn({ method: "GET", headers: { range: "bytes=-1" } }, { bytes: 0, tag: '"v1"' })).toBeUndefined();
});
