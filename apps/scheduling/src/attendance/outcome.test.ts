import { describe, expect, test } from "@jest/globals";
import { AttendanceStatus } from "@coachwork/schema";
import fc from "fast-check";
import { outcomeOf, settlementOf } from "./outcome.js";

const strict = { noShowForfeits: true };
const lenient = { noShowForfeits: false };
const some = (...statuses: AttendanceStatus[]) => fc.array(fc.constantFrom(...statuses), { maxLength: 12 });
const withAny = (one: AttendanceStatus, ...others: AttendanceStatus[]) =>
  fc.tuple(some(one, ...others), some(one, ...others)).map(([before, after]) => [...before, one, ...after]);

describe("a session", () => {
  test("to which anybody came took place, late or not, whoever else did not, and is used whatever the policy says", () => {
    const all = Object.values(AttendanceStatus);
    const came = fc.oneof(withAny("PRESENT", ...all), withAny("LATE", ...all));
    fc.assert(
      fc.property(came, fc.constantFrom(strict, lenient), (statuses, policy) => {
        const outcome = outcomeOf(statuses);
        expect(outcome.status).toBe("COMPLETED");
        expect(settlementOf(outcome, policy)).toBe("USE");
      }),
    );
  });

  test("to which nobody came, one of them without a word, is a no-show, which costs what the policy says", () => {
    fc.assert(
      fc.property(withAny("NO_SHOW", "EXCUSED"), (statuses) => {
        const outcome = outcomeOf(statuses);
        expect(outcome).toEqual({ status: "NO_SHOW", isMissed: true });
        expect(settlementOf(outcome, strict)).toBe("FORFEIT");
        expect(settlementOf(outcome, lenient)).toBe("RELEASE");
      }),
    );
  });

  test("of which all are excused did not take place and costs nothing, whatever the policy says", () => {
    fc.assert(
      fc.property(withAny("EXCUSED"), fc.constantFrom(strict, lenient), (statuses, policy) => {
        const outcome = outcomeOf(statuses);
        expect(outcome).toEqual({ status: "NO_SHOW", isMissed: false });
        expect(settlementOf(outcome, policy)).toBe("RELEASE");
      }),
    );
  });

  test("to which nobody was to come took place", () => {
    expect(outcomeOf([])).toEqual({ status: "COMPLETED", isMissed: false });
  });
});
