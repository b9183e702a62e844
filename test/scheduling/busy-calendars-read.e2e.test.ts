import { describe, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, icsOf, meeting } from "@coachwork/testing";
import { create, read } from "./calendar-feeds-world.ts";
import * as feedsOf from "./calendar-feeds-world.ts";
import {
  calendars,
  client,
  coach,
  database,
  feeds,
  firm,
  freeHours,
  letTimePass,
  lookedAfter,
  manager,
  mutate,
  playOn,
  refresh,
  signedIn,
  subscribe,
  upload,
} from "./busy-calendars-world.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

const stage = await sharedStage();
playOn(stage);
feedsOf.playOn(stage);

const allDay = ["08:00", "09:00", "10:00", "11:00", "12:00"];
const compact = day(3).replaceAll("-", "");
const broken = [`DTSTART:${compact}T090000Z`, `DTEND:${compact}T080000Z`];

describe("A calendar in which something is wrong", () => {
  test("keeps its other times from being booked, and says what is wrong to whoever sees it", async () => {
    const old = ["DTSTART:20090310T120000Z", "DTEND:20090310T110000Z", "SUMMARY:A secret"];
    feeds.serve(icsOf(old, meeting(at(3, 9), 60)), '"one"');
    const { busyCalendar, userErrors } = await subscribe();
    const warnings = ["Line 7: DTEND is before DTSTART; the event is over."];
    expect([userErrors, busyCalendar.warnings]).toEqual([[], warnings]);
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
    expect(await calendars(manager)).toMatchObject([{ warnings }]);

    // They stand while the calendar does, and are those of the last reading.
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({ warnings });
    await letTimePass();
    await lookedAfter();
    expect(await calendars()).toMatchObject([{ warnings }]);
    feeds.serve(icsOf(meeting(at(3, 9), 60), broken), '"two"');
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({
      failure: null,
      warnings: ["Line 12: DTEND is before DTSTART; its day is busy as a whole."],
    });
    expect(await freeHours(3)).toEqual([]);
    feeds.serve(icsOf(meeting(at(3, 9), 60)), '"three"');
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({ warnings: [] });
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
  });

  test("can be uploaded as well, and is bounded in what it says", async () => {
    const uploaded = await upload(icsOf(...Array.from({ length: 70 }, () => broken)));
    expect([uploaded.userErrors, uploaded.busyTimes]).toEqual([[], 1]);
    expect(uploaded.busyCalendar.warnings).toHaveLength(51);
    expect(uploaded.busyCalendar.warnings[50]).toBe("And 20 more.");
    expect(await freeHours(3)).toEqual([]);
    expect((await upload(icsOf(meeting(at(3, 9), 60)))).busyCalendar.warnings).toEqual([]);
  });

  test("may have a NUL where people write, and be in UTF-16", async () => {
    const text = icsOf([...meeting(at(3, 9), 60), "SUMMARY:a\0b"]);
    expect((await upload(text)).userErrors).toEqual([]);
    feeds.answer = (_, response) => response.end(Buffer.from(`\uFEFF${text}`, "utf16le"));
    expect(await subscribe()).toMatchObject({ userErrors: [], busyCalendar: { warnings: [] } });
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
  });
});

test("What is kept of a calendar is when its owner is busy, and nothing of what people wrote", async () => {
  await upload(icsOf([...meeting(at(3, 9), 60), "SUMMARY:A secret", "LOCATION:A secret"], meeting(at(-900, 9), 60)));
  const { rows } = await database.admin.query<{ source: string }>(
    "select source from busy_calendar where firm_id = $1",
    [firm.firmId],
  );
  expect(rows[0]!.source).toContain("DTSTART");
  expect(rows[0]!.source).not.toMatch(/secret|UID:1/);
});

test("An event that the coach has declined is not busy", async () => {
  const { person } = await client.ask("query ($id: ID!) { person(id: $id) { email } }", { id: apiId("person", coach) });
  const declined = (address: string) => `ATTENDEE;PARTSTAT=DECLINED:mailto:${address}`;
  await upload(
    icsOf(meeting(at(3, 9), 60, declined(person.email.toUpperCase())), meeting(at(3, 11), 60, declined("b@c.example"))),
  );
  expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "12:00"]);
});

describe("What the firm itself told a calendar", () => {
  async function booked(): Promise<string> {
    const engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
    return firm.session(engagement, { coaches: [coach], startsAt: at(3, 9) });
  }

  test("does not keep the coach from being booked where a session was, when it is moved or cancelled", async () => {
    const id = apiId("session", await booked());
    const { createCalendarFeed } = await client.ask(create, { input: {} });
    const text = await (await read(createCalendarFeed.address)).text();
    expect(text).toContain(`UID:${id}@coachwork`);
    expect(await upload(text)).toMatchObject({ userErrors: [], busyTimes: 0 });
    feeds.serve(text, '"one"');
    const { busyCalendar } = await subscribe({ name: "By address" });
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);

    const moved = await mutate("rescheduleSession", { id, startsAt: at(3, 11) }, manager, "session { id }");
    expect(moved.userErrors).toEqual([]);
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "12:00"]);
    const cancelled = await mutate("cancelSession", { id }, manager, "session { id }");
    expect(cancelled.userErrors).toEqual([]);
    expect(await freeHours(3)).toEqual(allDay);
    // Nor when it is read anew.
    feeds.serve(text, '"two"');
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({ failure: null });
    expect(await freeHours(3)).toEqual(allDay);
  });

  test("is busy in another firm, and so is what only looks like it", async () => {
    const text = icsOf(meeting(at(3, 9), 60)).replace("UID:0", `UID:${apiId("session", await booked())}@coachwork`);
    const there = await FirmFactory.create(database.admin);
    const stranger = await there.person(["COACH"]);
    const input = { coachId: apiId("person", stranger), name: "Elsewhere", ics: text };
    const imported = await mutate("importBusyCalendar", input, await signedIn(there, stranger), "busyTimes");
    expect(imported).toEqual({ busyTimes: 1, userErrors: [] });
    for (const uid of ["session_1@coachwork", `session_${"0".repeat(32)}@coachwork`, "@coachwork"])
      expect((await upload(icsOf(meeting(at(4, 9), 60)).replace("UID:0", `UID:${uid}`))).busyTimes).toBe(1);
  });
});

testStatements({
  database: () => database,
  about: /busy_(calendar|time)|select id from session/,
  kinds: [/select id from series/],
});
