import { describe, expect, test } from "@jest/globals";
import { at, icsOf, meeting } from "@coachwork/testing";
import {
  calendars,
  coach,
  events,
  feeds,
  firm,
  freeHours,
  letTimePass,
  lookedAfter,
  playOn,
  refresh,
  subscribe,
  database,
} from "./busy-calendars-world.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

const DAY = 86_400_000;

describe("A calendar at an address", () => {
  test("keeps its times from being booked, until the server says otherwise", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60), meeting(at(3, 11), 30)));
    const { busyCalendar, userErrors } = await subscribe();
    expect(userErrors).toEqual([]);
    expect(busyCalendar).toMatchObject({
      name: "Work",
      address: `${feeds.url}/work.ics?key=s3cret`,
      host: new URL(feeds.url).host,
      failingSince: null,
      failure: null,
    });
    expect(Date.parse(busyCalendar.coveredUntil) - Date.now()).toBeGreaterThan(399 * DAY);
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "12:00"]);

    feeds.serve(icsOf(meeting(at(3, 11), 30)));
    expect(await refresh(busyCalendar.id)).toMatchObject({ userErrors: [], busyCalendar: { failure: null } });
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "12:00"]);
    expect(await events()).toEqual(["subscribed", "refreshed"]);
  });

  test("is read again by itself, on condition, and is left alone while it is the same", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)), '"one"');
    await subscribe();
    await letTimePass();
    await lookedAfter();
    expect(feeds.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"one"']);
    expect(await events()).toEqual(["subscribed"]);
    const [before] = await calendars();

    feeds.serve(icsOf(meeting(at(3, 12), 60)), '"two"');
    await letTimePass();
    await lookedAfter();
    expect(feeds.requests[2]!.headers["if-none-match"]).toBe('"one"');
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "11:00"]);
    expect(await events()).toEqual(["subscribed", "refreshed"]);
    const [after] = await calendars();
    expect(Date.parse(after.refreshedAt)).toBeGreaterThan(Date.parse(before.refreshedAt));
  });

  test("that breaks keeps its last good times and says so, until it can be read again", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)), '"one"');
    const { busyCalendar } = await subscribe();
    feeds.answer = (_, response) => response.end("<html>Sign in to see the secret of the coach</html>");
    await letTimePass();
    await lookedAfter();
    const [broken] = await calendars();
    expect(broken).toMatchObject({
      failure: "NOT_A_CALENDAR",
      failureMessage: "What was read is not reliable iCalendar.",
      refreshedAt: busyCalendar.refreshedAt,
    });

    feeds.answer = (_, response) => response.writeHead(410).end();
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({
      failure: "UNREACHABLE",
      failureMessage: "The server answered with status 410.",
      failingSince: broken.failingSince,
    });
    feeds.answer = () => undefined;
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({
      failureMessage: "The server took too long to answer.",
      failingSince: broken.failingSince,
    });
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
    expect(await events()).toEqual(["subscribed", "failed"]);

    feeds.serve(icsOf(meeting(at(3, 9), 60)), '"one"');
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({
      failure: null,
      failureMessage: null,
      failingSince: null,
    });
    expect(feeds.requests.at(-1)!.headers["if-none-match"]).toBe('"one"');
    expect(await events()).toEqual(["subscribed", "failed", "refreshed"]);
  });

  test("that redirects to what is too large is too large", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    const { busyCalendar } = await subscribe();
    feeds.answer = ({ url }, response) => {
      if (url !== "/large") response.writeHead(301, { location: "/large" }).end();
      else for (let sent = 0; sent < 110; sent += 1) response.write("x".repeat(100_000));
    };
    expect((await refresh(busyCalendar.id)).busyCalendar).toMatchObject({ failure: "TOO_LARGE" });
    expect(await freeHours(3)).toEqual(["08:00", "10:00", "11:00", "12:00"]);
  });

  test("stays as it was read last, though an older answer comes later", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    const { busyCalendar } = await subscribe();
    const held = Promise.withResolvers<() => void>();
    feeds.answer = (_, response) => held.resolve(() => response.end(icsOf(meeting(at(3, 10), 60))));
    const late = refresh(busyCalendar.id);
    const answerLate = await held.promise;
    feeds.serve(icsOf(meeting(at(3, 11), 60)));
    await refresh(busyCalendar.id);
    answerLate();
    expect(await late).toMatchObject({ userErrors: [], busyCalendar: { failure: null } });
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "10:00", "12:00"]);
  });

  test("is written once, though ten have it refreshed at once", async () => {
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    const { busyCalendar } = await subscribe();
    feeds.serve(icsOf(meeting(at(3, 10), 60)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(busyCalendar.id)));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await freeHours(3)).toEqual(["08:00", "09:00", "11:00", "12:00"]);
    expect(await events()).toEqual(["subscribed", "refreshed"]);
  });
});

describe("A calendar that cannot be read is not subscribed to:", () => {
  const html = (text: string) => () => (feeds.answer = (_, response) => response.end(text));
  test.each<[string, string, () => void, object]>([
    ["nothing is there", "UNREACHABLE", () => (feeds.answer = (_, response) => response.writeHead(404).end()), {}],
    ["nobody answers", "UNREACHABLE", () => undefined, { address: "http://127.0.0.1:2/" }],
    ["a page is there", "NOT_A_CALENDAR", html("<html></html>"), {}],
    ["it is broken off", "NOT_A_CALENDAR", html("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), {}],
    ["it is too large", "TOO_LARGE", html("x".repeat(10_000_001)), {}],
    ["its address is none", "INVALID", () => undefined, { address: "my calendar" }],
    ["its address has a password", "INVALID", () => undefined, { address: "https://me:secret@calendar.example/" }],
    ["it has no name", "REQUIRED", () => undefined, { name: "" }],
    ["its name has half a character", "INVALID", () => undefined, { name: "Work \ud83d" }],
  ])("%s (%s)", async (_, code, arrange, input) => {
    arrange();
    const { busyCalendar, userErrors } = await subscribe(input);
    expect([busyCalendar, userErrors]).toMatchObject([null, [{ code }]]);
    expect([await calendars(), await events()]).toEqual([[], []]);
  });

  test("the answer is kept for whoever asks again with the same key", async () => {
    feeds.answer = (_, response) => response.writeHead(404).end();
    const refused = await subscribe({ idempotencyKey: "once" });
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    expect(await subscribe({ idempotencyKey: "once" })).toEqual(refused);
    const done = await subscribe({ idempotencyKey: "again" });
    feeds.answer = (_, response) => response.writeHead(404).end();
    expect(await subscribe({ idempotencyKey: "again" })).toEqual(done);
    expect(await calendars()).toHaveLength(1);
    expect(await events()).toEqual(["subscribed"]);
  });

  test("the twenty-first of a coach", async () => {
    feeds.serve(icsOf());
    const readAt = { imported_at: new Date(), covered_until: at(400, 0) };
    for (let index = 0; index < 20; index += 1)
      await firm.row("busy_calendar", { coach_id: coach, name: `Calendar ${index}`, ...readAt, source: "" });
    expect((await subscribe()).userErrors).toMatchObject([{ code: "TOO_MANY_CALENDARS", field: ["input", "name"] }]);
    expect((await subscribe({ name: "Calendar 7" })).userErrors).toEqual([]);
  });
});

testStatements({
  database: () => database,
  about: /busy_(calendar|time)/,
  kinds: [/for update/, /delete from busy_time/],
});
