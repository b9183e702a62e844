import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import { statementsSentTo } from "../isolation/log.js";
import {
  as,
  asManager,
  coachFrom,
  database,
  firm,
  found,
  playOn,
  question,
  slotsOf,
  text,
} from "./free-slots-world.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { ownStage } from "../support/stage.ts";

/** Statements are counted here: none may come of a look that nobody asked for. */
const stage = await ownStage({ JOB_POLL_MS: "60000", EVENT_POLL_MS: "60000" }, { isLogged: true });
playOn(stage);

describe("Free slots of several coaches", () => {
  let coaches: string[];

  beforeEach(async () => {
    coaches = [await coachFrom(9, 12), await coachFrom(10, 13), await coachFrom(11, 14)];
  });

  test("are those of any of them, unless said otherwise, and name who is free", async () => {
    expect(await found(coaches)).toEqual([
      [9, [0]],
      [10, [0, 1]],
      [11, [0, 1, 2]],
      [12, [1, 2]],
      [13, [2]],
    ]);
    expect(await found([coaches[0]!])).toEqual([
      [9, [0]],
      [10, [0]],
      [11, [0]],
    ]);
  });

  test("are those that all have, or so many", async () => {
    expect(await found(coaches, { staffing: "ALL" })).toEqual([[11, [0, 1, 2]]]);
    expect((await found(coaches, { staffing: "N_OF", least: 2 })).map(([hour]) => hour)).toEqual([10, 11, 12]);
    const { slots, emptyReasons } = await slotsOf(coaches, { staffing: "N_OF", least: 4 });
    expect([slots, emptyReasons]).toEqual([[], ["NOT_ENOUGH_COACHES"]]);
  });

  test("are none in a range between the starts of two, though the coach is free", async () => {
    const between = { from: at(3, 10, 10), to: at(3, 10, 50) };
    expect(await slotsOf(coaches.slice(0, 1), between)).toMatchObject({ slots: [], emptyReasons: ["BETWEEN_SLOTS"] });
    expect(await slotsOf(coaches.slice(0, 2), { ...between, staffing: "ALL" })).toMatchObject({
      emptyReasons: ["BETWEEN_SLOTS"],
    });
  });

  test("name them by whose turn it is: who has had least, then who was longest ago; holds that are over do not count", async () => {
    const engagement = await firm.engagement({ coaches });
    await firm.session(engagement, { coaches: [coaches[0]!], startsAt: at(-5, 9) });
    await firm.session(engagement, { coaches: [coaches[1]!], startsAt: at(-9, 9) });
    await firm.session(engagement, { coaches: [coaches[2]!], startsAt: at(-100, 9) });
    const order = async () => (await found(coaches, { staffing: "ROUND_ROBIN" })).find(([hour]) => hour === 11)![1];
    expect(await order()).toEqual([2, 1, 0]);
    await firm.session(engagement, { coaches: [coaches[2]!], startsAt: at(9, 20) });
    expect(await order()).toEqual([1, 0, 2]);
    const over = { status: "HELD", held_until: new Date(Date.now() - 1_000) };
    await firm.session(engagement, { coaches: [coaches[1]!], startsAt: at(3, 11) }, over);
    expect(await order()).toEqual([1, 0, 2]);
    const held = { status: "HELD", held_until: new Date(Date.now() + 600_000) };
    await firm.session(engagement, { coaches: [coaches[0]!], startsAt: at(3, 11) }, held);
    expect(await order()).toEqual([1, 2]);
  });

  test("of a session that is to be moved are not hidden by its own time, buffers and place in the limits", async () => {
    const limited = await coachFrom(9, 12, { buffer_after_minutes: 30, most_per_day: 1 });
    const engagement = await firm.engagement({ coaches: [limited] });
    const session = await firm.session(engagement, { coaches: [limited], startsAt: at(3, 10) });
    const hours = async (more: object = {}) =>
      (await slotsOf([limited], { stepMinutes: 60, ...more })).slots.map(({ startsAt }: AnyData) =>
        new Date(startsAt).getUTCHours(),
      );
    expect(await hours()).toEqual([]);
    expect(await hours({ movingSessionId: apiId("session", session) })).toEqual([9, 10, 11]);
  });

  test("of a session that is to be moved are not in the pause that is planned of its engagement", async () => {
    const [coach] = coaches as [string];
    const engagement = await firm.engagement({ coaches: [coach] });
    const session = await firm.session(engagement, { coaches: [coach], startsAt: at(2, 10) });
    const days = async () => {
      const asked = { movingSessionId: apiId("session", session), from: at(1, 0), to: at(8, 0) };
      const { slots } = await slotsOf([coach], asked);
      return [...new Set(slots.map(({ startsAt }: AnyData) => startsAt.slice(0, 10)))];
    };
    const all = [1, 2, 3, 4, 5, 6, 7].map(day);
    expect(await days()).toEqual(all);
    const pause = { engagement_id: engagement, starts_on: day(3), ends_on: day(5), sessions: "KEEP", version: 1 };
    await firm.row("engagement_pause", pause);
    expect(await days()).toEqual(all.filter((each) => each < day(3) || each > day(5)));
    await database.admin.query("update engagement_pause set ends_on = null where firm_id = $1", [firm.firmId]);
    expect(await days()).toEqual(all.slice(0, 2));
  });

  test("of a session that is to be moved are on the days of its engagement", async () => {
    const [coach] = coaches as [string];
    const engagement = await firm.engagement({ coaches: [coach] }, { starts_on: day(3), ends_on: day(5) });
    const session = await firm.session(engagement, { coaches: [coach], startsAt: at(4, 10) });
    const moving = { movingSessionId: apiId("session", session) };
    const { slots } = await slotsOf([coach], { ...moving, from: at(1, 0), to: at(8, 0) });
    const days = slots.map(({ startsAt }: AnyData) => startsAt.slice(0, 10));
    expect([...new Set(days)]).toEqual([day(3), day(4), day(5)]);
    for (const from of [at(1, 0), at(6, 0)])
      expect(await slotsOf([coach], { ...moving, from, to: new Date(from.getTime() + 86_400_000) })).toMatchObject({
        ...{ slots: [], emptyReasons: ["CLOSED_DAY"] },
      });
    expect((await slotsOf([coach], { from: at(1, 0), to: at(2, 0) })).slots).not.toEqual([]);
    // Those who are to work together may meet before.
    await database.admin.query("update session set kind = 'CHEMISTRY' where id = $1", [session]);
    expect((await slotsOf([coach], { ...moving, from: at(1, 0), to: at(2, 0) })).slots).not.toEqual([]);
    expect((await slotsOf([coach], { ...moving, from: at(6, 0), to: at(7, 0) })).slots).toEqual([]);
  });

  test("of a session that is to be moved are on days of its own zone, wherever the asker is", async () => {
    const always = await coachFrom(0, 24);
    const engagement = await firm.engagement({ coaches: [always] }, { ends_on: day(4) });
    const inHonolulu = { time_zone: "Pacific/Honolulu", date: day(3) };
    const session = await firm.session(engagement, { coaches: [always], startsAt: at(3, 12) }, inHonolulu);
    const pause = { engagement_id: engagement, starts_on: day(4), ends_on: day(4), sessions: "KEEP", version: 1 };
    await firm.row("engagement_pause", pause);
    const moving = { movingSessionId: apiId("session", session), from: at(3, 0), to: at(6, 0) };
    // The day of the pause begins at 10:00 UTC. A session that starts before is on the day before, even if it ends later.
    for (const timeZone of [null, "Asia/Tokyo", "Pacific/Honolulu"]) {
      const { slots } = await slotsOf([always], { ...moving, timeZone, durationMinutes: 120, stepMinutes: 60 });
      expect(new Date(slots.at(-1).startsAt)).toEqual(at(4, 9));
    }
    const move = (startsAt: Date) => {
      const input = { id: moving.movingSessionId, startsAt: startsAt.toISOString() };
      return mutate(asManager, "rescheduleSession", input);
    };
    expect((await move(at(4, 10))).userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "id")]);
    expect((await move(at(4, 9))).userErrors).toEqual([]);
  });

  test("do not tell when a session is that the asker does not see", async () => {
    const hidden = await firm.session(await firm.engagement({ coaches }), {
      coaches: [coaches[0]!],
      startsAt: at(3, 10),
    });
    const outsider = await as(await coachFrom(9, 10));
    const asked = { ...question([coaches[0]!]), movingSessionId: apiId("session", hidden) };
    const { errors } = await outsider.send(text, asked);
    expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: ["movingSessionId"] } }]);
  });

  test("come in pages that neither miss nor repeat one", async () => {
    const all = await slotsOf(coaches, { stepMinutes: 15 });
    expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const walked: unknown[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: AnyData = await slotsOf(coaches, { stepMinutes: 15, first: 4, after });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      walked.push(...page.slots);
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(walked).toEqual(all.slots);
    expect(walked.length).toBeGreaterThan(8);
  });

  test("are found with as many statements for a hundred coaches as for two", async () => {
    const many = [...coaches];
    while (many.length < 100) many.push(await coachFrom(9, 12, { most_per_day: 3 }));
    const statements = async (of: readonly string[]) => {
      const mark = `select 'asking for ${of.length}'`;
      await database.admin.query(mark);
      await slotsOf(of, { staffing: "ROUND_ROBIN", first: 100 });
      const log = await statementsSentTo(database);
      const since = log.slice(log.findIndex(({ text }) => text === mark) + 1);
      return since.filter(({ text, application }) => / from /.test(text) && application === "coachwork scheduling")
        .length;
    };
    expect([await statements(many.slice(0, 4)), await statements(many)]).toEqual([6, 6]);
  });
});

describe("A question for free slots that cannot be answered", () => {
  test.each([
    ["names no coach", { coachIds: [] }, "coachIds"],
    ["has one coach twice", { twice: true }, "coachIds"],
    ["says neither length nor type", { durationMinutes: null }, "durationMinutes"],
    ["has ONE of two", { staffing: "ONE", two: true }, "staffing"],
    ["has N_OF without least", { staffing: "N_OF" }, "least"],
    ["has least without N_OF", { least: 2 }, "least"],
    ["ends before it starts", { to: at(2, 0) }, "to"],
    ["is longer than 92 days", { to: at(96, 0) }, "to"],
    ["wants too large a page", { first: 501 }, "first"],
    ["has a cursor of something else", { after: "WyJOQU1FIl0=" }, "after"],
  ])("%s: it says what is wrong", async (_, { twice, two, ...more }: AnyData, field) => {
    const coach = await coachFrom(9, 12);
    const coaches = twice ? [coach, coach] : two ? [coach, await coachFrom(9, 12)] : [coach];
    const { errors } = await asManager.send(text, { ...question(coaches), ...more });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: [field] });
  });

  test("is for a coach whom the asker does not see, among others", async () => {
    const [known, unknown] = [await coachFrom(9, 12), await coachFrom(9, 12)];
    const client = await firm.person(["CLIENT"]);
    await firm.engagement({ coaches: [known], participants: [client] });
    const asClient = await as(client);
    expect((await slotsOf([known], {}, asClient)).slots).toHaveLength(3);
    const { errors } = await asClient.send(text, question([known, unknown]));
    expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_FOUND", field: ["coachIds"] });
    const asSponsor = await as(await firm.person(["SPONSOR"]));
    expect((await asSponsor.send(text, question([known]))).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });
});
