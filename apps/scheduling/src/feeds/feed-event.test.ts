import { describe, expect, test } from "@jest/globals";
import type { SessionKind, SessionStatus } from "@coachwork/schema";
import { feedEvent, type FeedSession } from "./feed-event.js";

const at = (time: string) => new Date(`${time}Z`);
const session: FeedSession["session"] = {
  id: "01a2077b-4834-7173-a840-fc60893aae79",
  kind: "REGULAR",
  status: "CONFIRMED",
  startsAt: at("2027-03-10T14:00"),
  endsAt: at("2027-03-10T15:00"),
  timeZone: "Europe/Berlin",
  sequence: 3,
  createdAt: at("2027-03-01T08:00"),
  cancelledAt: null,
  seriesId: null,
  originalStart: null,
};
const event = (more: Partial<FeedSession["session"]> = {}, rest: Partial<FeedSession> = {}, locale = "en") =>
  feedEvent(
    {
      session: { ...session, ...more },
      title: "Lead",
      companions: [],
      agenda: null,
      place: undefined,
      movedAt: null,
      ...rest,
    },
    locale,
  );

describe("A session in a feed", () => {
  test("is known by the same UID as long as it lives, and by how often it was changed", () => {
    const { uid, sequence } = event({ status: "CANCELLED", sequence: 4 });
    expect({ uid, sequence }).toEqual({ uid: "session_01a2077b48347173a840fc60893aae79@coachwork", sequence: 4 });
  });

  test.each<[string, Partial<FeedSession["session"]>, string | null]>([
    ["when it was booked", {}, null],
    ["when it was moved", {}, "2027-03-02T08:00"],
    ["when it was called off", { cancelledAt: at("2027-03-03T08:00") }, "2027-03-02T08:00"],
  ])("is stamped with its last change: %s", (_, more, moved) => {
    const movedAt = moved === null ? null : at(moved);
    const last = more.cancelledAt ?? movedAt ?? session.createdAt;
    expect(event(more, { movedAt })).toMatchObject({ stampedAt: last.getTime() });
  });

  test.each<[SessionStatus, string]>([
    ["CONFIRMED", "CONFIRMED"],
    ["IN_PROGRESS", "CONFIRMED"],
    ["COMPLETED", "CONFIRMED"],
    ["NO_SHOW", "CONFIRMED"],
    ["CANCELLED", "CANCELLED"],
  ])("that is %s is %s there", (status, expected) => {
    expect(event({ status }).status).toBe(expected);
  });

  test.each<[SessionKind, string, string]>([
    ["REGULAR", "en", "Lead"],
    ["REVIEW", "en", "Lead · Review"],
    ["REVIEW", "de-AT", "Lead · Rückblick"],
    ["CHEMISTRY", "de", "Lead · Kennenlerngespräch"],
    ["THREE_WAY", "ja", "Lead · Three-way session"],
  ])("of kind %s is called, for who reads %s, %s", (kind, locale, summary) => {
    expect(event({ kind }, {}, locale).summary).toBe(summary);
  });

  test("says who else comes: at once where it is one, below where there are more", () => {
    const told = (companions: string[]) => {
      const { summary, description } = event({ kind: "REVIEW" }, { companions });
      return [summary, description];
    };
    expect(told([])).toEqual(["Lead · Review", undefined]);
    expect(told(["Ada"])).toEqual(["Lead · Review · Ada", undefined]);
    expect(told(["Ada", "Grace"])).toEqual(["Lead · Review", "Ada\nGrace"]);
  });

  test("says what it is to be about, after who comes", () => {
    const told = (companions: string[]) => event({}, { companions, agenda: "First\nthen" }).description;
    expect([told(["Ada"]), told(["Ada", "Grace"])]).toEqual(["First\nthen", "Ada\nGrace\n\nFirst\nthen"]);
  });
});
