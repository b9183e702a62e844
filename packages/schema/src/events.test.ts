import { readableOf } from "@coachwork/reader";
import { describe, expect, test } from "@jest/globals";
import { EventWord, eventOf, toldBy, topicOf } from "./index.js";

const types = Object.values(EventWord).flatMap((word) => eventOf(word) ?? []);

test("Every event is about something that has ids", () => {
  expect(types.length).toBeGreaterThan(200);
  const without = types.filter((type) => readableOf(topicOf(type).entity).prefix === undefined);
  expect(without).toEqual([]);
});

describe("The object of an event", () => {
  test.each([
    ["person.updated", { person: "a" }, "Person"],
    ["person.invited", { person: "a", invitation: "b" }, "Person"],
    ["person.merged", { person: "a", duplicate: "b" }, "Person"],
    ["engagement.created", { engagement: "a" }, "Engagement"],
    ["note.created", { note: "a", engagement: "b" }, "Note"],
    ["rematch.sessions_done", { rematch: "a", engagement: "b" }, "Rematch"],
    ["goal.progress_recorded", { goal: "b", engagement: "c", goalProgress: "a" }, "GoalProgress"],
    ["session.excused", { person: "b", coaches: ["c"], session: "a", engagement: "d" }, "Session"],
    ["attendance.recorded", { coaches: ["c"], session: "a", engagement: "d" }, "Session"],
    ["seat.taken", { seat: "a", person: "b", coaches: ["c"], session: "d", engagement: "e" }, "Seat"],
    ["series.changed", { series: "a", follows: "b", coaches: ["c"], engagement: "e" }, "SessionSeries"],
    ["availability.set", { coach: "b", availability: "a" }, "Availability"],
    ["reminders.set", { firm: "a" }, "Firm"],
  ])("of %s with %j is its %s", (type, ids, name) => {
    const { entity, id } = toldBy({ type, ids });
    expect([entity.name, id]).toEqual([name, "a"]);
  });
});
