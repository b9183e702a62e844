import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type AnyData,
  apiId,
  at,
  day,
  type FeedServer,
  FirmFactory,
  icsOf,
  meeting,
  startFeedServer,
  TestClient,
  until,
} from "@coachwork/testing";
import { statementsSentTo } from "../isolation/log.js";
import { objections } from "../isolation/shardable.js";
import { startPlatform } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

const DAY = 86_400_000;

let feeds: FeedServer;
let firm: FirmFactory;
let coach: string;
let client: TestClient;
let manager: TestClient;

const { database, signedIn } = await ownStage({
  ALLOW_PRIVATE_ADDRESSES: "true",
  CALENDAR_REFRESH_SECONDS: "3600",
  JOB_POLL_MS: "100",
});

beforeAll(async () => {
  feeds = await startFeedServer();
});
afterAll(async () => {
  await feeds?.close();
});

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  await firm.availability(coach);
  client = await signedIn(firm, coach);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  feeds.requests.splice(0);
});

const state = "id name address host refreshedAt failingSince failure failureMessage coveredUntil";

async function mutate(
  name: string,
  input: object,
  who = client,
  fields = `busyCalendar { ${state} }`,
): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`;
  return (await who.ask(text, { input }))[name];
}
const subscribe = (more: object = {}, who = client) =>
  mutate(
    "subscribeBusyCalendar",
    { coachId: apiId("person", coach), name: "Work", address: `${feeds.url}/work.ics?key=s3cret`, ...more },
    who,
  );
const refresh = (id: string, who = client) => mutate("refreshBusyCalendar", { id }, who);
const remove = (id: string, who = client) =>
  mutate("removeBusyCalendar", { id }, who, "coach { busyCalendars { id } }");
const upload = (ics: string, name = "Work") =>
  mutate(
    "importBusyCalendar",
    { coachId: apiId("person", coach), name, ics },
    client,
    `busyTimes busyCalendar { ${state} }`,
  );

/** Hours of a day at which the coach is free, by the hour. */
async function freeHours(offset: number): Promise<string[]> {
  const question = `query ($coachId: ID!, $from: DateTime!, $to: DateTime!) {
    freeSlots(coachIds: [$coachId], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } } }`;
  const range = { coachId: apiId("person", coach), from: at(offset, 8), to: at(offset, 13) };
  const { freeSlots } = await client.ask(question, range);
  return freeSlots.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16));
}

async function calendars(who = client): Promise<AnyData[]> {
  const { person } = await who.ask(`query ($id: ID!) { person(id: $id) { busyCalendars { ${state} } } }`, {
    id: apiId("person", coach),
  });
  return person.busyCalendars;
}

async function events(): Promise<string[]> {
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where firm_id = $1 order by seq",
    [firm.firmId],
  );
  return rows.map(({ type }) => type.replace("busy_calendar.", ""));
}

/** When the firm's jobs run that look after calendars. */
async function jobs(): Promise<Date[]> {
  const { rows } = await database.admin.query<{ run_at: Date }>(
    `select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'refreshBusyCalendar' and j.payload->>'firmId' = $1`,
    [firm.firmId],
  );
  return rows.map(({ run_at }) => run_at);
}

/** Lets it be time for the firm's calendars to be looked after. */
async function letTimePass(): Promise<void> {
  await until("a job to be there", async () => (await jobs()).length > 0);
  await database.admin.query("update busy_calendar set next_refresh_at = now() where firm_id = $1", [firm.firmId]);
  await database.admin.query("update graphile_worker._private_jobs set run_at = now() where payload->>'firmId' = $1", [
    firm.firmId,
  ]);
}

/** Waits until the calendars have been looked after, and the next time is written down. */
async function lookedAfter(): Promise<void> {
  const isLater = async () => {
    const { rows } = await database.admin.query<{ next: Date }>(
      "select min(next_refresh_at) as next from busy_calendar where firm_id = $1 and next_refresh_at > now() + interval '30 minutes'",
      [firm.firmId],
    );
    const [job] = await jobs();
    return rows[0]!.next !== null && job?.getTime() === rows[0]!.next.getTime();
  };
  await until("the calendars to be looked after", isLater);
}

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
      failureMessage: "What was read is no iCalendar that can be relied on.",
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
      else for (let sent = 0; sent < 100; sent += 1) response.write("x".repeat(100_000));
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
    ["it has what cannot be kept", "NOT_A_CALENDAR", html(icsOf(["SUMMARY:\0", ...meeting(new Date(), 5)])), {}],
    ["it is too large", "TOO_LARGE", html("x".repeat(1_000_001)), {}],
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
    coach = await firm.person(["COACH"]);
    client = await signedIn(firm, coach);
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
  const nul = await upload(icsOf(["SUMMARY:\0", ...meeting(at(3, 9), 60)]));
  expect(nul).toMatchObject({ busyCalendar: null, userErrors: [{ code: "BROKEN_CALENDAR", field: ["input", "ics"] }] });
  expect(nul.userErrors[0].message).toContain("NUL");
  const broken = await upload(icsOf(["DTSTART:tomorrow"]));
  expect(broken.userErrors[0].message).toContain('line 6: DTSTART is "tomorrow"');
  expect(await calendars()).toEqual([]);
});

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
  for (; !isOver; asked += 1) {
    const started = performance.now();
    await freeHours(3);
    expect(performance.now() - started).toBeLessThan(1_000);
  }
  expect(asked).toBeGreaterThan(5);
  expect((await ended).map(({ userErrors }) => userErrors[0])).toMatchObject([
    { code: "BROKEN_CALENDAR", message: "The calendar's events take too long to work out." },
    { code: "TOO_LARGE", message: "The calendar's events take too long to work out." },
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
  for (const name of ["One", "Two", "Three"]) {
    const started = performance.now();
    const input = { coachId: apiId("person", stranger), name, address: `${feeds.url}/healthy.ics` };
    expect((await subscribe(input, there)).userErrors).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_000);
  }

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

test("Every statement for it stays on its firm's shard", async () => {
  const tables = new Set(["busy_calendar", "busy_time", "availability", "person", "firm"]);
  const sent = await statementsSentTo(database);
  const texts = new Set(
    sent
      .filter(({ application, text }) => application === "coachwork scheduling" && /busy_(calendar|time)/.test(text))
      .map(({ text }) => text),
  );
  const astray = [];
  for (const text of texts) if ((await objections(text, tables)).length > 0) astray.push(text);
  expect(astray).toEqual([]);
  for (const part of [
    "for update",
    "select source from busy_calendar",
    "delete from busy_time",
    'DELETE FROM "busy_calendar"',
  ])
    expect([part, [...texts].some((text) => text.includes(part))]).toEqual([part, true]);
});
