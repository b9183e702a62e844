import { expect, test } from "@jest/globals";
import { busy, calendar, event, march, warnings } from "./busy.testing.js";

/** Wednesdays at nine in New York, where the clock is put forward on the fourteenth; and a change from the tenth on. */
const weekly = event("DTSTART;TZID=America/New_York:20270303T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4");
const from = (...lines: string[]): string =>
  event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20270310T090000", ...lines);
const starts = (...events: string[]): string[] =>
  busy(calendar(weekly, ...events)).map(([start]) => start!.slice(5, 16));

test("What follows is moved as far on the clock, and is as long", () => {
  const later = from("DTSTART;TZID=America/New_York:20270311T103000", "DURATION:PT2H");
  expect(busy(calendar(weekly, later))).toEqual([
    ["2027-03-03T14:00Z", "2027-03-03T15:00Z"],
    ["2027-03-11T15:30Z", "2027-03-11T17:30Z"],
    ["2027-03-18T14:30Z", "2027-03-18T16:30Z"],
    ["2027-03-25T14:30Z", "2027-03-25T16:30Z"],
  ]);
});

test("What follows is cancelled, or free, with it", () => {
  const at = ["DTSTART;TZID=America/New_York:20270310T090000", "DURATION:PT1H"];
  expect(starts(from(...at, "STATUS:CANCELLED"))).toEqual(["03-03T14:00"]);
  expect(starts(from(...at, "TRANSP:TRANSPARENT"))).toEqual(["03-03T14:00"]);
});

test("A later change goes from there on, and one occurrence can be changed by itself", () => {
  const second = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20270317T090000",
    "DTSTART;TZID=America/New_York:20270317T120000",
    "DURATION:PT1H",
  );
  const single = event("RECURRENCE-ID:20270324T130000Z", "DTSTART:20270325T200000Z", "DURATION:PT1H");
  const first = from("DTSTART;TZID=America/New_York:20270310T100000", "DURATION:PT1H");
  expect(starts(second, first)).toEqual(["03-03T14:00", "03-10T15:00", "03-17T16:00", "03-24T16:00"]);
  expect(starts(first, second, single)).toEqual(["03-03T14:00", "03-10T15:00", "03-17T16:00", "03-25T20:00"]);
});

test("What it moves into the range is found, and what it moves out of it is gone", () => {
  const far = event("DTSTART:20270201T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3");
  const into = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270202T090000Z", "DTSTART:20270330T090000Z", "DURATION:PT1H");
  expect(busy(calendar(far, into))).toEqual([
    ["2027-03-30T09:00Z", "2027-03-30T10:00Z"],
    ["2027-03-31T09:00Z", "2027-03-31T10:00Z"],
  ]);
  const ahead = event("DTSTART:20270501T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2");
  const back = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270501T090000Z", "DTSTART:20270330T090000Z", "DURATION:PT1H");
  expect(busy(calendar(ahead, back))).toHaveLength(2);
  const out = from("DTSTART:20270510T090000Z", "DURATION:PT1H");
  expect(busy(calendar(weekly, out), march)).toHaveLength(1);
});

test("A change to what was before is told, and what it changes stays busy as well", () => {
  const prior = event("RECURRENCE-ID;RANGE=THISANDPRIOR:20270310T140000Z", "DTSTART:20270311T140000Z", "DURATION:PT1H");
  expect(starts(prior)).toEqual(["03-03T14:00", "03-10T14:00", "03-11T14:00", "03-17T13:00", "03-24T13:00"]);
  expect(warnings(calendar(weekly, prior))).toEqual([expect.stringContaining("RANGE other than THISANDFUTURE")]);
});
