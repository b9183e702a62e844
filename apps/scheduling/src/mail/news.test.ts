import { describe, expect, test } from "@jest/globals";
import { SessionStatus, type Shown } from "@coachwork/schema";
import fc from "fast-check";
import { isSameTime, type Known, newsFor, type Standing, takesPlace } from "./news.js";
import type { TimeSpan } from "./when.js";

const NOW = Date.UTC(2027, 2, 1, 9);
const HOUR = 3_600_000;
const span = (hours: number): TimeSpan => ({
  startsAt: new Date(NOW + hours * HOUR),
  endsAt: new Date(NOW + (hours + 1) * HOUR),
});
const session = (hours: number, status: SessionStatus = "CONFIRMED") => ({ ...span(hours), status });
const shown: Shown = { title: "Risk", kind: "REGULAR", coaches: ["amara"] };
const known = (hours: number) => ({ ...span(hours), shown });
const news = (standing: Partial<Standing>) =>
  newsFor({ session: session(5), shown, known: undefined, ...standing }, NOW);

describe("What somebody has to be told of a session is", () => {
  test("that it is booked, if they know of none", () => {
    expect(news({})).toEqual({ kind: "SESSION_BOOKED", ...known(5) });
  });
  test("its new time, if they know another", () => {
    expect(news({ known: known(4) })).toEqual({ kind: "SESSION_RESCHEDULED", ...known(5) });
  });
  test("that what they know does not take place, where it is called off or they are not expected any more", () => {
    const cancelled = { kind: "SESSION_CANCELLED", ...known(4) };
    expect(news({ known: known(4), session: session(5, "CANCELLED") })).toEqual(cancelled);
    expect(news({ known: known(4), shown: undefined })).toEqual(cancelled);
  });
  test("whatever else changed of what they were shown", () => {
    const changes: Partial<Shown>[] = [
      { title: "Board" },
      { kind: "REVIEW" },
      { coaches: ["ben"] },
      { participants: [] },
    ];
    for (const change of changes) {
      const now = { ...shown, ...change };
      expect(news({ known: known(5), shown: now })).toEqual({ kind: "SESSION_CHANGED", ...span(5), shown: now });
    }
  });
  test("nothing, where it is not known what they were shown", () => {
    expect(news({ known: { ...span(5), shown: null } })).toBeUndefined();
  });
  test("nothing, where they know what is so", () => {
    expect(news({ known: known(5) })).toBeUndefined();
  });
  test("nothing, where they never heard of what is called off", () => {
    expect(news({ session: session(5, "CANCELLED") })).toBeUndefined();
    expect(news({ shown: undefined })).toBeUndefined();
  });
  test("nothing of what is held for somebody who has not decided", () => {
    expect(news({ session: session(5, "HELD") })).toBeUndefined();
  });
  test("nothing about the past", () => {
    expect(news({ session: session(0) })).toBeUndefined();
    expect(news({ session: session(-1), known: known(4) })).toBeUndefined();
    expect(news({ session: session(5, "CANCELLED"), known: known(0) })).toBeUndefined();
  });
});

test("Whatever happens to a session, and however much of it is told together, all believe in the end what is so", () => {
  const status = fc.constantFrom(...(Object.keys(SessionStatus) as SessionStatus[]));
  const change = fc.record({
    hours: fc.integer({ min: 1, max: 9 }),
    status,
    coach: fc.constantFrom("amara", "ben", null),
    isTold: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change), change, (changes, last) => {
      let known: Known | undefined;
      for (const { hours, status, coach, isTold } of [...changes, { ...last, isTold: true }]) {
        const expected = coach === null ? undefined : { ...shown, coaches: [coach] };
        const told = newsFor({ session: session(hours, status), shown: expected, known }, NOW);
        if (!isTold || !told) continue;
        known = told.kind === "SESSION_CANCELLED" ? undefined : told;
      }
      const isOn = takesPlace(last.status) && last.coach !== null;
      expect(
        known === undefined
          ? !isOn
          : isOn && isSameTime(known, span(last.hours)) && known.shown!.coaches[0] === last.coach,
      ).toBe(true);
    }),
  );
});
