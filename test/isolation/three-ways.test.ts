import { describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type ViewerName, viewersOf } from "./viewers.js";

const { world, inside } = await insideWorld();

describe("A three-way session is seen", () => {
  const shown = {
    ...{ date: day(13), kind: "THREE_WAY", status: "CONFIRMED", startsAt: `${day(13)}T09:37:47.541Z` },
    ...{ endsAt: `${day(13)}T10:52:49.547Z`, timeZone: "Asia/Thimphu", sequence: 61_751, place: "NEAR THREEWAY PLACE" },
  };
  const whole = { ...shown, createdAt: `${day(-29)}T01:02:47.631Z`, coaches: 1 };
  const nothing = {
    kind: null,
    status: null,
    startsAt: null,
    endsAt: null,
    timeZone: null,
    sequence: null,
    place: null,
  };
  const seen = {
    OWNER: whole,
    ADMIN: whole,
    PROGRAM_MANAGER: whole,
    COACH: whole,
    CLIENT: whole,
    SPONSOR: { ...shown, createdAt: null, coaches: 0 },
    FINANCE: { ...nothing, date: day(13), createdAt: null, coaches: 0 },
  };
  test.each(Object.entries(seen))("by %s: %j", async (role, told) => {
    const fields = "date kind status startsAt endsAt timeZone sequence place createdAt coaches { coach { id } }";
    const query = `{ session(id: "${apiId("session", world.near.sessions.threeWay)}") { ${fields} } }`;
    const { data, errors } = await inside.ask(viewersOf(world)[role as ViewerName], query);
    expect(errors).toBeUndefined();
    const { coaches, ...session } = (data as { session: { coaches: readonly object[] } }).session;
    expect({ ...session, coaches: coaches.length }).toEqual(told);
  });
});
