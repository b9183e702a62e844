import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, icsOf, meeting, until } from "@coachwork/testing";
import {
  calendars,
  client,
  coach,
  database,
  events,
  feeds,
  firm,
  freeHours,
  jobs,
  letTimePass,
  lookedAfter,
  manager,
  mutate,
  newCoach,
  playOn,
  refresh,
  signedIn,
  subscribe,
  upload,
} from "./busy-calendars-world.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

const remove = (id: string, who = client) =>
  mutate("removeBusyCalendar", { id }, who, "coach { busyCalendars { id } }");

describe("A calendar", () => {
  test("is its coach's: those who run the practice see the host of its address, others nothing", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    const { busyCalendar } = await subscribe({}, manager);
    expect(busyCalendar).toMatchObject({ address: null, host: new URL(feeds.url).host });
    expect(await calendars(manager)).toMatchObject([{ address: null, host: new URL(feeds.url).host }]);
    expect(await calendars()).toMatchObject([{ address: `${feeds.url}/work.ics?key=s3cret` }]);
    feeds.requests.splice(0);

    const other = await signedIn(firm, await firm.person(["COACH"]));
    expect((await refresh(busyCalendar.id, other)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect((await remove(busyCalendar.id, other)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect((await subscribe({}, other)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    const customer = await signedIn(firm, await firm.person(["CLIENT"]));
    expect((await subscribe({}, customer)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    expect((await refresh(busyCalendar.id, customer)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    expect(feeds.requests).toEqual([]);
    expect((await refresh(busyCalendar.id, manager)).userErrors).toEqual([]);
    expect(feeds.requests).toHaveLength(1);
  });

  test.each(["at an address", "that was uploaded"])("%s can be removed, and its times are free again", async (kind) => {
    const text = icsOf(meeting(at(3, 9), 60));
    feeds.serve(text);
    const { busyCalendar } = kind === "at an address" ? await subscribe() : await upload(text);
    await until("the job to look after it", async () => (await jobs()).length === 1);
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
    expect(await remove(busyCalendar.id)).toEqual({ coach: { busyCalendars: [] }, userErrors: [] });
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "11:00", "12:00"]);
    expect((await events()).at(-1)).toBe("removed");
    expect((await remove(busyCalendar.id)).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    await until("the job to be taken back", async () => (await jobs()).length === 0);
  });

  test("that is uploaded under the name of one at an address takes its place, and the other way round", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)), '"one"');
    const { busyCalendar } = await subscribe();
    const uploaded = await upload(icsOf(meeting(at(3, 10), 60)));
    expect(uploaded).toMatchObject({
      busyTimes: 1,
      busyCalendar: { id: busyCalendar.id, address: null, host: null, refreshedAt: null },
    });
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "11:00", "12:00"]);
    expect((await refresh(busyCalendar.id)).userErrors).toMatchObject([{ code: "NO_ADDRESS", field: ["input", "id"] }]);
    expect((await subscribe()).busyCalendar).toMatchObject({ id: busyCalendar.id, host: new URL(feeds.url).host });
    // What the address sent before was replaced: it is asked for anew.
    expect(feeds.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, undefined]);
  });

  test.each(["at an address", "that was uploaded"])("%s is worked out further ahead as time goes by", async (kind) => {
    const weekly = icsOf(meeting(at(-10, 9), 60, "RRULE:FREQ=WEEKLY"));
    feeds.serve(weekly, '"one"');
    await (kind === "at an address" ? subscribe() : upload(weekly));
    // As it would be had it been read two months ago.
    const then = at(340, 0);
    await database.admin.query("update busy_calendar set covered_until = $2 where firm_id = $1", [firm.firmId, then]);
    await database.admin.query("delete from busy_time where firm_id = $1 and starts_at > $2", [firm.firmId, then]);
    await letTimePass();
    await lookedAfter();
    const [{ coveredUntil, failure }] = (await calendars()) as [AnyData];
    expect([failure, coveredUntil.slice(0, 10)]).toEqual([null, day(400)]);
    const { rows } = await database.admin.query<{ count: number }>(
      "select count(*)::integer as count from busy_time where firm_id = $1 and starts_at > $2",
      [firm.firmId, then],
    );
    expect(rows[0]!.count).toBeGreaterThanOrEqual(8);
    // Nothing became other than was known.
    expect(await events()).toEqual([kind === "at an address" ? "subscribed" : "imported"]);
  });
});

describe("Times that float and whole days", () => {
  /** 11 to 12 on the clock of wherever the coach is. */
  const floating = icsOf([`DTSTART:${day(3).replaceAll("-", "")}T110000`, "DURATION:PT1H"]);
  const inUtc = ["08:00", "09:00", "10:00", "12:00"];
  const inLagos = ["08:00", "09:00", "11:00", "12:00"];

  async function work(timeZone: string): Promise<void> {
    const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));
    const none = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 0 };
    const input = { coachId: apiId("person", coach), timeZone, windows, ...none };
    expect((await mutate("setAvailability", input, client, "availability { id }")).userErrors).toEqual([]);
  }
  const become = (hours: string[]) =>
    until(`the coach to be free at ${hours.join()}`, async () => (await freeHours(3)).join() === hours.join());

  test.each(["at an address", "that was uploaded"])("of a calendar %s move with the coach", async (kind) => {
    feeds.serve(floating, '"one"');
    await (kind === "at an address" ? subscribe() : upload(floating));
    expect(await freeHours(3)).toEqual(inUtc);
    await work("Africa/Lagos");
    await become(inLagos);
    await lookedAfter();
    const [calendar] = await calendars();
    expect([calendar.failure, calendar.coveredUntil.slice(0, 10)]).toEqual([null, day(400)]);
    expect((await events()).filter((type) => type === "refreshed")).toHaveLength(1);

    // Who works at other hours in the same zone has the same times.
    const dueBefore = await jobs();
    await work("Africa/Lagos");
    await pause(500);
    expect([await jobs(), await calendars()]).toEqual([dueBefore, [calendar]]);
  });

  test("are in the firm's zone until the coach says where they work", async () => {
    await newCoach();
    await upload(floating);
    await work("Africa/Lagos");
    await become(inLagos);
  });

  test("move with a coach who leaves while the calendar is being read", async () => {
    const held = Promise.withResolvers<() => void>();
    feeds.answer = (_, response) => held.resolve(() => response.end(floating));
    const subscribed = subscribe();
    const answer = await held.promise;
    await work("Africa/Lagos");
    feeds.serve(floating);
    answer();
    expect((await subscribed).userErrors).toEqual([]);
    await become(inLagos);
  });
});

test("What is uploaded is refused, where it is wrong and with what would be right, and changes nothing", async () => {
  const broken = await upload(icsOf(meeting(at(3, 9), 60)).slice(0, -30));
  expect(broken).toMatchObject({
    busyCalendar: null,
    userErrors: [{ code: "BROKEN_CALENDAR", field: ["input", "ics"] }],
  });
  expect(broken.userErrors[0].message).toMatch(/line \d+: VEVENT has no END/);
  expect(await calendars()).toEqual([]);
});

testStatements({
  database: () => database,
  about: /busy_(calendar|time)/,
  kinds: [/^DELETE FROM "busy_calendar"/, /select source from busy_calendar/],
});
