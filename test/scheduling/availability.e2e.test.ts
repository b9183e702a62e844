import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coachId: string;
let coach: string;
let asCoach: TestClient;
let asManager: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coachId = await firm.person(["COACH"]);
  coach = apiId("person", coachId);
  const as = (person: string) => signedIn(firm, person);
  asCoach = await as(coachId);
  asManager = await as(await firm.person(["PROGRAM_MANAGER"]));
});

/** Does a mutation; gives its payload. */
async function change(client: TestClient, name: string, selection: string, input: object): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
  return (await client.ask(text, { input }))[name];
}
const codesOf = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

/** The hours at which a session of an hour can start on a day. */
async function hoursOn(offset: number, client = asManager): Promise<number[]> {
  const { freeSlots } = await client.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!) {
      freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } } }`,
    { coach, from: at(offset, 0), to: at(offset + 1, 0) },
  );
  return freeSlots.slots.map(({ startsAt }: { startsAt: string }) => new Date(startsAt).getUTCHours());
}
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const daily = (start: number, end: number) => weekdays.map((weekday) => [weekday, start * 60, end * 60] as const);

test("Hours are set anew without the terms that are not said, which null clears", async () => {
  const selection = `availability { windows { weekday } bufferBeforeMinutes bufferAfterMinutes minimumNoticeMinutes
    horizonDays mostPerDay mostPerWeek meetingRoom }`;
  const set = async (more: object) => {
    const windows = [{ weekday: 1, startMinute: 540, endMinute: 600 }];
    const input = { coachId: coach, timeZone: "UTC", windows, ...more };
    const { availability, userErrors } = await change(asCoach, "setAvailability", selection, input);
    expect(userErrors).toEqual([]);
    return availability;
  };
  const none = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 0 };
  const unlimited = { horizonDays: null, mostPerDay: null, mostPerWeek: null, meetingRoom: null };
  expect(await set({})).toEqual({ windows: [{ weekday: 1 }], ...none, ...unlimited });
  const terms = { bufferBeforeMinutes: 5, bufferAfterMinutes: 10, minimumNoticeMinutes: 60 };
  const limits = { horizonDays: 90, mostPerDay: 4, mostPerWeek: 12, meetingRoom: "https://meet.example/cora" };
  await set({ ...terms, ...limits });
  expect(await set({ windows: [] })).toEqual({ windows: [], ...terms, ...limits });
  expect(await set(unlimited)).toEqual({ windows: [{ weekday: 1 }], ...terms, ...unlimited });
});

describe("Other hours on a date", () => {
  const set = (date: string, windows: object[], client = asCoach) =>
    change(client, "setAvailabilityOverride", "availability { overrides { date windows { startMinute endMinute } } }", {
      coachId: coach,
      date,
      windows,
    });

  test("replace the week's, none are a day off, and they can be taken back", async () => {
    await firm.availability(coachId, { windows: daily(9, 12) as never });
    const afternoon = { startMinute: 14 * 60, endMinute: 16 * 60 };
    const { availability, userErrors } = await set(day(3), [afternoon]);
    expect(userErrors).toEqual([]);
    expect(availability.overrides).toEqual([{ date: day(3), windows: [afternoon] }]);
    expect(codesOf(await set(day(4), []))).toEqual([]);
    expect([await hoursOn(2), await hoursOn(3), await hoursOn(4)]).toEqual([[9, 10, 11], [14, 15], []]);

    const again = await set(day(3), [{ startMinute: 600, endMinute: 660 }]);
    expect(again.availability.overrides.map(({ date }: AnyData) => date)).toEqual([day(3), day(4)]);
    expect(await hoursOn(3)).toEqual([10]);
    const remove = () =>
      change(asCoach, "removeAvailabilityOverride", "availability { overrides { date } }", {
        coachId: coach,
        date: day(3),
      });
    expect((await remove()).availability.overrides).toEqual([{ date: day(4) }]);
    expect(await hoursOn(3)).toEqual([9, 10, 11]);
    expect((await remove()).userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["input", "date"] }]);
  });

  test("are refused in the past, far ahead, twice at a time and before the week's hours", async () => {
    expect(codesOf(await set(day(3), []))).toEqual(["NO_AVAILABILITY"]);
    await firm.availability(coachId);
    expect(codesOf(await set(day(-2), []))).toEqual(["ALREADY_OVER"]);
    expect(codesOf(await set(day(4000), []))).toEqual(["TOO_FAR_AHEAD"]);
    const window = { startMinute: 60, endMinute: 120 };
    expect((await set(day(3), [window, window])).userErrors).toMatchObject([
      { code: "OVERLAPPING_WINDOWS", field: ["input", "windows", "1"] },
    ]);
    expect((await set(day(3), [{ startMinute: 1440, endMinute: 1 }])).userErrors).toMatchObject([
      { code: "INVALID", field: ["input", "windows", "0", "startMinute"] },
    ]);
    const other = await signedIn(firm, await firm.person(["COACH"]));
    expect(codesOf(await set(day(3), [], other))).toEqual(["NOT_FOUND"]);
  });

  test("are 366 at most, and those in the past make room", async () => {
    const availability = await firm.availability(coachId);
    await database.admin.query(
      `insert into availability_override (firm_id, id, availability_id, date)
       select $1, gen_random_uuid(), $2, current_date + n from generate_series(1, 366) n`,
      [firm.firmId, availability],
    );
    expect(codesOf(await set(day(400), []))).toEqual(["TOO_MANY_OVERRIDES"]);
    expect(codesOf(await set(day(30), []))).toEqual([]);
    await database.admin.query(
      "update availability_override set date = current_date - 40 where firm_id = $1 and date = current_date + 9",
      [firm.firmId],
    );
    const { availability: after } = await set(day(400), []);
    expect([after.overrides.length, after.overrides[0].date]).toEqual([366, day(1)]);
  });
});

describe("Time off", () => {
  const add = (input: object, client = asCoach) =>
    change(client, "addTimeOff", "timeOff { id startsAt endsAt reason coach { id } }", { coachId: coach, ...input });

  test("is free of sessions; its reason is the coach's and the firm's to know, and it can be taken back", async () => {
    await firm.availability(coachId, { windows: daily(9, 14) as never });
    const { timeOff, userErrors } = await add({ startsAt: at(3, 10), endsAt: at(3, 12, 30), reason: " Dentist " });
    expect(userErrors).toEqual([]);
    expect(timeOff).toMatchObject({ reason: "Dentist", coach: { id: coach } });
    expect(await hoursOn(3)).toEqual([9, 13]);
    const query = `{ node(id: "${timeOff.id}") { ... on TimeOff { startsAt reason } } }`;
    expect((await asManager.ask(query)).node.reason).toBe("Dentist");

    const { coach: person } = await change(asManager, "removeTimeOff", "coach { timeOff(first: 5) { totalCount } }", {
      id: timeOff.id,
    });
    expect(person).toEqual({ timeOff: { totalCount: 0 } });
    expect(await hoursOn(3)).toEqual([9, 10, 11, 12, 13]);
  });

  test("refuses a booking and says why nothing is free", async () => {
    await firm.availability(coachId);
    const engagementId = apiId("engagement", await firm.engagement({ coaches: [coachId] }));
    await add({ startsAt: at(3, 0), endsAt: at(4, 0) });
    const booked = await change(asManager, "bookSession", "session { id }", {
      ...{ engagementId, startsAt: at(3, 10), endsAt: at(3, 11) },
    });
    expect(codesOf(booked)).toEqual(["OUTSIDE_AVAILABILITY"]);
    const { freeSlots } = await asManager.ask(
      `query($coach: ID!, $from: DateTime!, $to: DateTime!) {
        freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { emptyReasons } }`,
      { coach, from: at(3, 0), to: at(4, 0) },
    );
    expect(freeSlots.emptyReasons).toEqual(["TIME_OFF"]);
  });

  test.each([
    ["ends before it begins", { startsAt: at(3, 10), endsAt: at(3, 10) }, "END_BEFORE_START"],
    ["is over", { startsAt: at(-3, 10), endsAt: at(-2, 10) }, "ALREADY_OVER"],
    ["is far ahead", { startsAt: at(3, 10), endsAt: at(4000, 10) }, "TOO_FAR_AHEAD"],
    ["has too long a reason", { startsAt: at(3, 10), endsAt: at(4, 10), reason: "x".repeat(501) }, "INVALID"],
    ["has half a character in its reason", { startsAt: at(3, 10), endsAt: at(4, 10), reason: "\udc00" }, "INVALID"],
  ])("that %s is refused", async (_, input, code) => {
    expect(codesOf(await add(input))).toEqual([code]);
  });
});

describe("A journey", () => {
  const add = (input: object) =>
    change(asCoach, "addTravel", "travel { id firstDate lastDate timeZone }", { coachId: coach, ...input });

  test("has the hours kept in its zone, and never overlaps another, however many are added at once", async () => {
    await firm.availability(coachId, { windows: daily(9, 12) as never });
    const tokyo = { firstDate: day(3), lastDate: day(4), timeZone: "Asia/Tokyo" };
    const answers = await Promise.all([add(tokyo), add(tokyo), add({ ...tokyo, firstDate: day(4), lastDate: day(9) })]);
    expect(answers.flatMap(codesOf)).toEqual(["OVERLAPPING_TRAVEL", "OVERLAPPING_TRAVEL"]);
    for (const { travel } of answers)
      if (travel) await change(asCoach, "removeTravel", "coach { id }", { id: travel.id });

    const { travel } = await add(tokyo);
    expect(travel).toMatchObject(tokyo);
    // 09:00 in Tokyo is midnight UTC.
    expect([await hoursOn(3), await hoursOn(4), await hoursOn(5)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [9, 10, 11],
    ]);
    await change(asCoach, "removeTravel", "coach { id }", { id: travel.id });
    expect(await hoursOn(3)).toEqual([9, 10, 11]);
  });

  test.each([
    ["ends before it begins", { firstDate: day(4), lastDate: day(3) }, "END_BEFORE_START"],
    ["is over", { firstDate: day(-9), lastDate: day(-3) }, "ALREADY_OVER"],
    ["takes more than a year", { firstDate: day(4), lastDate: day(400) }, "INVALID"],
  ])("that %s is refused", async (_, input, code) => {
    expect(codesOf(await add({ ...input, timeZone: "Asia/Tokyo" }))).toEqual([code]);
  });
});

describe("Limits", () => {
  let engagementId: string;
  const setAvailability = (more: object) =>
    change(asCoach, "setAvailability", "availability { horizonDays mostPerDay mostPerWeek }", {
      coachId: coach,
      timeZone: "UTC",
      windows: weekdays.map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
      ...more,
    });
  const book = (startsAt: Date, more: object = {}) =>
    change(asManager, "bookSession", "session { id }", {
      engagementId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 1_800_000),
      ...more,
    });

  beforeEach(async () => {
    engagementId = apiId("engagement", await firm.engagement({ coaches: [coachId] }, { allocation_amount: 100 }));
  });

  test("that a coach sets are shown, stay while nothing is said of them, and are gone by null", async () => {
    const limits = { horizonDays: 30, mostPerDay: 3, mostPerWeek: 9 };
    expect((await setAvailability(limits)).availability).toEqual(limits);
    expect((await setAvailability({})).availability).toEqual(limits);
    const none = { horizonDays: null, mostPerDay: null, mostPerWeek: null };
    expect((await setAvailability(none)).availability).toEqual(none);
    expect((await setAvailability({ horizonDays: 731 })).userErrors).toMatchObject([
      { code: "INVALID", field: ["input", "horizonDays"] },
    ]);
  });

  test("of a day, a week and a horizon hold for slots and bookings alike", async () => {
    await setAvailability({ mostPerDay: 2, horizonDays: 20 });
    expect(codesOf(await book(at(21, 10)))).toEqual(["BEYOND_HORIZON"]);
    expect(await hoursOn(25)).toEqual([]);
    const booked = [await book(at(3, 9)), await book(at(3, 11)), await book(at(3, 13))];
    expect(booked.flatMap(codesOf)).toEqual(["LIMIT_REACHED"]);
    expect(await hoursOn(3)).toEqual([]);

    // A session that is moved within its day does not count beside itself; on another full day it does.
    const move = (id: string, startsAt: Date) =>
      change(asManager, "rescheduleSession", "session { id }", { id, startsAt });
    expect(codesOf(await move(booked[0].session.id, at(3, 15)))).toEqual([]);
    await book(at(4, 9));
    await book(at(4, 10));
    expect(codesOf(await move(booked[0].session.id, at(4, 15)))).toEqual(["LIMIT_REACHED"]);
    await change(asManager, "cancelSession", "session { id }", { id: booked[1].session.id });
    expect(codesOf(await book(at(3, 20)))).toEqual([]);

    await setAvailability({ mostPerWeek: 1 });
    expect(codesOf(await book(at(3, 22)))).toEqual(["LIMIT_REACHED"]);
  });

  test("hold when many book a day's last places at once, from many engagements", async () => {
    await setAvailability({ mostPerDay: 3 });
    const engagements = await Promise.all(
      Array.from({ length: 6 }, async () => apiId("engagement", await firm.engagement({ coaches: [coachId] }))),
    );
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => book(at(5, index), { engagementId: engagements[index % 6]! })),
    );
    expect(answers.filter(({ session }) => session)).toHaveLength(3);
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(["LIMIT_REACHED"]));
  });
});
