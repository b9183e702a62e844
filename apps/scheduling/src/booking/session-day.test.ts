import { expect, test } from "@jest/globals";
import { SessionKind } from "@coachwork/schema";
import { objectionOfEngagement, objectionToStatus, zoneOf } from "./session-day.js";
import type { WorkingHours } from "../availability/working-hours.js";

const member = (personId: string, joinedOn: string) => ({ id: personId, personId, joinedOn, leftOn: null });
const hours = new Map(
  [
    ["ada", "America/New_York"],
    ["ben", "Asia/Tokyo"],
  ].map(([coachId, timeZone]) => [coachId!, { coachId, timeZone } as WorkingHours]),
);

const isSingle = true;

test("a session is agreed in the zone of the first coach whom the engagement has on that day, as that coach counts days", () => {
  // 2027-03-01T02:00Z is still the last of February in New York, where Ada joins on the first of March.
  const engagement = { startsOn: "2027-01-01" };
  const coaches = [member("ada", "2027-03-01"), member("ben", "2027-01-01")];
  const zones = ["2027-03-01T02:00Z", "2027-03-01T12:00Z"].map((at) =>
    zoneOf(Date.parse(at), { engagement, coaches }, hours, "UTC"),
  );
  expect(zones).toEqual(["Asia/Tokyo", "America/New_York"]);
});

test("where no coach has said when they work, it is the firm's zone", () => {
  const coaches = [member("cem", "1970-01-01")];
  expect(zoneOf(0, { engagement: { startsOn: "1970-01-01" }, coaches }, hours, "Europe/London")).toBe("Europe/London");
});

test("sessions are in active engagements, on their days", () => {
  const engagement = { status: "ACTIVE", startsOn: "2027-01-01", endsOn: "2027-01-31" } as const;
  const answers = [
    objectionOfEngagement(engagement, { date: "2027-01-31", kind: "REGULAR", isSingle }, "id"),
    objectionOfEngagement(engagement, { date: "2027-02-01", kind: "REGULAR", isSingle }, "id"),
    objectionOfEngagement({ ...engagement, status: "PAUSED" }, { date: "2027-02-01", kind: "REGULAR", isSingle }, "id"),
  ];
  expect(answers.map((answer) => answer?.code)).toEqual([undefined, "OUTSIDE_ENGAGEMENT", "ENGAGEMENT_NOT_ACTIVE"]);
});

test("before the first day, the zone is that of the first coach who is to join", () => {
  const coaches = [member("ben", "2027-03-01")];
  expect(
    zoneOf(Date.parse("2027-02-01T12:00Z"), { engagement: { startsOn: "2027-03-01" }, coaches }, hours, "UTC"),
  ).toBe("Asia/Tokyo");
});

test("before the first day there are single chemistry sessions, in drafts and active engagements", () => {
  const engagement = { startsOn: "2027-03-01", endsOn: "2027-05-31" } as const;
  const before = { date: "2027-02-28", kind: "CHEMISTRY", isSingle } as const;
  const codeOf = (status: "DRAFT" | "ACTIVE" | "PAUSED", day: Parameters<typeof objectionOfEngagement>[1]) =>
    objectionOfEngagement({ ...engagement, status }, day, "id")?.code;
  expect([codeOf("DRAFT", before), codeOf("ACTIVE", before)]).toEqual([undefined, undefined]);
  expect(codeOf("ACTIVE", { ...before, kind: "INTAKE" })).toBe("OUTSIDE_ENGAGEMENT");
  expect(codeOf("DRAFT", { ...before, isSingle: false })).toBe("OUTSIDE_ENGAGEMENT");
  expect(codeOf("ACTIVE", { ...before, date: "2027-06-01" })).toBe("OUTSIDE_ENGAGEMENT");
  expect(codeOf("PAUSED", before)).toBe("ENGAGEMENT_NOT_ACTIVE");
});

test("the refusal of a day before the first one says what can be there", () => {
  const messageOf = (date: string) =>
    objectionOfEngagement(
      { status: "ACTIVE", startsOn: "2027-03-01", endsOn: "2027-05-31" },
      { date, kind: "REGULAR", isSingle },
      "id",
    )!.message;
  expect(messageOf("2027-02-28")).toBe(
    "The session would be on 2027-02-28, but the engagement is from 2027-03-01 to 2027-05-31. Before its first day it can only have single CHEMISTRY sessions without seats.",
  );
  expect(messageOf("2027-06-01")).not.toContain("CHEMISTRY");
});

test("a series is refused in a draft with what the draft can have instead", () => {
  const messageTo = (status: "DRAFT" | "PAUSED") => objectionToStatus({ status }, "engagementId")!.message;
  expect(messageTo("DRAFT")).toContain("must be ACTIVE. A series needs an agreed engagement");
  expect(messageTo("DRAFT")).toContain("single CHEMISTRY sessions");
  expect(messageTo("PAUSED")).toBe("The engagement is PAUSED; it must be ACTIVE.");
});

test.each([
  ["DRAFT", ["CHEMISTRY"]],
  ["ACTIVE", Object.keys(SessionKind)],
  ["PAUSED", []],
  ["COMPLETED", []],
  ["CANCELLED", []],
] as const)("an engagement that is %s can have sessions of these kinds: %j", (status, kinds) => {
  const engagement = { status, startsOn: "2027-01-01", endsOn: null };
  const may = Object.values(SessionKind).filter((kind) => {
    return objectionOfEngagement(engagement, { date: "2027-01-31", kind, isSingle }, "id") === undefined;
  });
  expect(may).toEqual(kinds);
});
