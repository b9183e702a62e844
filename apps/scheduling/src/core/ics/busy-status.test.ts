import { describe, expect, test } from "@jest/globals";
import { busyFromIcs } from "./busy-calendar.js";
import { busy, calendar, event, march } from "./busy.testing.js";

const hour = ["DTSTART:20270310T140000Z", "DURATION:PT1H"];

test.each([
  ["FREE", 0],
  ["WORKINGELSEWHERE", 0],
  ["workingelsewhere ", 0],
  ["BUSY", 1],
  ["TENTATIVE", 1],
  ["OOF", 1],
])("What Outlook shows as %s", (status, times) => {
  expect(busy(calendar(event(...hour, `X-MICROSOFT-CDO-BUSYSTATUS:${status}`)))).toHaveLength(times);
});

describe("An event that the owner has declined is not busy, however the address is written:", () => {
  test.each([
    ["ada@example.com", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com"],
    ["Ada@Example.com", "ATTENDEE;CN=Ada;PARTSTAT=declined:MAILTO:ADA@example.COM"],
    ["ada@bücher.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@xn--bcher-kva.example"],
    ["ada@xn--bcher-kva.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@Bücher.example"],
    ["ada@bücher.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@b%C3%BCcher.example"],
    ["ada@example.com", "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ada@example.com:/aBcD/principal/"],
    ["100%@example.com", "ATTENDEE;PARTSTAT=DECLINED:mailto:100%@example.com"],
  ])("%s in %s", (owner, attendee) => {
    const text = calendar(event(...hour, attendee));
    const read = busyFromIcs(text, { ...march, owner });
    expect(read.busy).toEqual([]);
    expect(busyFromIcs(read.kept, { ...march, owner }).busy).toEqual([]);
    expect(busy(text)).toHaveLength(1);
    expect(busyFromIcs(text, { ...march, owner: "bob@example.com" }).busy).toHaveLength(1);
  });

  test("one occurrence of a series, too", () => {
    const series = event("DTSTART:20270310T140000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2");
    const declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com";
    const change = event("RECURRENCE-ID:20270311T140000Z", "DTSTART:20270311T140000Z", "DURATION:PT1H", declined);
    expect(busyFromIcs(calendar(series, change), { ...march, owner: "ada@example.com" }).busy).toHaveLength(1);
  });
});
