import { expect, test } from "@jest/globals";
import { rfc3339, withInstants } from "./rfc3339.js";

test("An instant is written in UTC without trailing zeros", () => {
  expect(rfc3339(new Date("2026-12-01T09:00:00.000Z"))).toBe("2026-12-01T09:00:00Z");
  expect(rfc3339(Date.parse("2026-12-01T09:00:00.120Z"))).toBe("2026-12-01T09:00:00.12Z");
  expect(rfc3339(Date.parse("2026-12-01T10:00:00+01:00"))).toBe("2026-12-01T09:00:00Z");
});

test("The instants of a message are written in another way, and nothing else is", () => {
  const written = (instant: Date) => `<${instant.getTime()}>`;
  const message = `From ${rfc3339(0)} to ${rfc3339(1_500)}; give 2026-12-01 or 09:00.`;
  expect(withInstants(message, written)).toBe("From <0> to <1500>; give 2026-12-01 or 09:00.");
});
