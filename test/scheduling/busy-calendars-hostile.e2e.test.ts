import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, icsOf, meeting, TestClient } from "@coachwork/testing";
import { startPlatform } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";
import {
  client,
  coach,
  database,
  feeds,
  firm,
  freeHours,
  playOn,
  signedIn,
  subscribe,
  upload,
} from "./busy-calendars-world.ts";
import { ownStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

const stage = await ownStage(
  { ALLOW_PRIVATE_ADDRESSES: "true", CALENDAR_REFRESH_SECONDS: "3600", JOB_POLL_MS: "100" },
  { isLogged: true },
);
playOn(stage);

/** Takes hours to work out. */
const hostile = icsOf(
  ...Array.from({ length: 5_000 }, () => meeting(at(-700, 9), 5, "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=31")),
);

test("A calendar that would take hours to work out is given up, and nobody else waits for it", async () => {
  feeds.serve(hostile);
  await freeHours(3); // so that the first question's own work is done
  const ended = Promise.all([upload(hostile, "One"), subscribe({ name: "Two" })]);
  let isOver = false;
  void ended.then(() => (isOver = true));
  let asked = 0;
  for (; !isOver; asked += 1) await freeHours(3);
  expect(asked).toBeGreaterThan(5);
  expect((await ended).map(({ userErrors }) => userErrors[0])).toMatchObject([
    { code: "BROKEN_CALENDAR", message: "The calendar's events take too long to compute." },
    { code: "TOO_LARGE", message: "The calendar's events take too long to compute." },
  ]);
  // The threads are there for the next.
  expect((await upload(icsOf(meeting(at(3, 9), 60)))).userErrors).toEqual([]);
});

test("However many hard calendars a firm has, another firm's is read at once, and its own when it is its turn", async () => {
  const healthy = icsOf(meeting(at(3, 9), 60));
  feeds.answer = ({ url }, response) => response.end(url === "/healthy.ics" ? healthy : hostile);
  const uploads = { coachId: apiId("person", coach), ics: hostile };
  const importing = (name: string, more: object = {}) =>
    client.send(
      "mutation ($input: ImportBusyCalendarInput!) { importBusyCalendar(input: $input) { userErrors { code } } }",
      { input: { ...uploads, name, ...more } },
    );
  const first = importing("First");
  await pause(200);
  const own = importing("Own", { ics: healthy });
  await pause(200);
  const further = Promise.all(["Further", "And further"].map((name) => importing(name)));

  const other = await FirmFactory.create(database.admin);
  const stranger = await other.person(["COACH"]);
  const there = await signedIn(other, stranger);
  let isOver = false;
  void further.then(() => (isOver = true));
  for (const name of ["One", "Two", "Three"]) {
    const input = { coachId: apiId("person", stranger), name, address: `${feeds.url}/healthy.ics` };
    expect((await subscribe(input, there)).userErrors).toEqual([]);
  }
  expect(isOver).toBe(false);

  expect((await first).data.importBusyCalendar.userErrors).toEqual([{ code: "BROKEN_CALENDAR" }]);
  // It waited for as long as a calendar may take, which is not its fault.
  expect((await own).data.importBusyCalendar.userErrors).toEqual([]);
  // Who would have to wait for too long learns that, and nothing about the calendar.
  const codes = (await further).map(({ data, errors }) =>
    errors ? errors[0]!.extensions.code : data.importBusyCalendar.userErrors[0].code,
  );
  expect(codes.sort()).toEqual(["BROKEN_CALENDAR", "SERVICE_UNAVAILABLE"]);
});

test("In production, calendars are read from the public internet alone", async () => {
  const strict = await startPlatform(database);
  try {
    const there = new TestClient(strict.url, await signIn(database, firm, coach));
    feeds.serve(icsOf(meeting(at(3, 9), 60)));
    const { port } = new URL(feeds.url);
    const addresses = [
      `${feeds.url}/`,
      `https://127.0.0.1:${port}/`,
      "https://127.0.0.1/",
      "https://localhost:8443/",
      "https://[::1]/",
      "https://[::ffff:169.254.169.254]/latest/meta-data/",
      "webcal://10.0.0.1/",
      "https://0x7f.1/",
    ];
    for (const address of addresses) {
      const { userErrors } = await subscribe({ address }, there);
      expect({ address, userErrors }).toMatchObject({
        address,
        userErrors: [{ code: "FORBIDDEN_ADDRESS", field: ["input", "address"] }],
      });
    }
    expect(feeds.requests).toEqual([]);
  } finally {
    await strict.stop();
  }
});

testStatements({
  database: () => database,
  about: /busy_(calendar|time)/,
  kinds: [/busy_calendar/],
});
