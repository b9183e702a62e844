import { describe, expect, test } from "@jest/globals";
import { anyNetwork, publicNetwork } from "@coachwork/platform";
import { feedAddress, InvalidAddress } from "./feed-address.js";

describe("An address of a calendar", () => {
  test.each([
    ["https://calendar.example/a.ics", "https://calendar.example/a.ics"],
    [" webcal://calendar.example/a.ics?key=1#top ", "https://calendar.example/a.ics?key=1"],
    ["WEBCALS://Calendar.Example:443/a.ics", "https://calendar.example/a.ics"],
    ["https://calendar.example:8443", "https://calendar.example:8443/"],
    ["webcal://Kalender.Bücher.example/a.ics", "https://kalender.xn--bcher-kva.example/a.ics"],
    ["https://カレンダー.example/私.ics", "https://xn--lckzb9g2a9b.example/%E7%A7%81.ics"],
  ])("can be %s", (text, address) => {
    expect(feedAddress(text, publicNetwork)).toBe(address);
  });

  test.each([
    ["", "This is not the address"],
    ["calendar.example/a.ics", "This is not the address"],
    ["file:///etc/passwd", "This is not the address"],
    ["ftp://calendar.example/a.ics", "This is not the address"],
    ["data:text/calendar,BEGIN:VCALENDAR", "This is not the address"],
    ["https://chidi:secret@calendar.example/a.ics", "user name or password"],
    ["https://chidi@calendar.example/a.ics", "user name or password"],
  ])("cannot be %s", (text, message) => {
    expect(() => feedAddress(text, anyNetwork)).toThrow(InvalidAddress);
    expect(() => feedAddress(text, anyNetwork)).toThrow(message);
  });

  test("cannot be longer than it can be kept", () => {
    expect(() => feedAddress(`https://calendar.example/${"a".repeat(2_000)}`, anyNetwork)).toThrow(
      "has 2025 characters",
    );
  });

  test.each([
    ["http://calendar.example/a.ics", "cannot be read over HTTPS"],
    ["https://calendar.example:22/a.ics", "port 22"],
    ["https://calendar.example:6379/", "port 6379"],
  ])("is not read in production from %s", (text, message) => {
    expect(() => feedAddress(text, publicNetwork)).toThrow(message);
    expect(feedAddress(text, anyNetwork)).toBe(text);
  });
});
