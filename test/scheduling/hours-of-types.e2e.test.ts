import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coachId: string;
let coach: string;
let chemistry: string;
let asCoach: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coachId = await firm.person(["COACH"]);
  coach = apiId("person", coachId);
  chemistry = apiId(
    "session_type",
    await firm.row("session_type", { name: "Chemistry", kind: "CHEMISTRY", duration_minutes: 60 }),
  );
  asCoach = await signedIn(firm, coachId);
});

const WINDOWS = "windows { weekday startMinute endMinute firstDate lastDate sessionType { id name } }";

async function change(name: string, selection: string, input: object): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
  return (await asCoach.ask(text, { input }))[name];
}
const setHours = (windows: object[]) =>
  change("setAvailability", `availability { ${WINDOWS} } sessionsHit { id }`, {
    coachId: coach,
    timeZone: "UTC",
    windows,
  });
const book = async (startsAt: Date, sessionTypeId: string | null = null) => {
  const engagementId = apiId("engagement", await firm.engagement({ coaches: [coachId] }));
  const given = sessionTypeId === null ? { endsAt: new Date(startsAt.getTime() + 3_600_000) } : { sessionTypeId };
  return change("bookSession", "session { id }", { engagementId, startsAt, ...given });
};
const codesOf = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

/** The hours at which a session of an hour can start on a day. */
async function hoursOn(offset: number, sessionTypeId: string | null = null): Promise<number[]> {
  const { freeSlots } = await asCoach.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!, $type: ID, $minutes: Int) {
      freeSlots(coachIds: [$coach], from: $from, to: $to, sessionTypeId: $type, durationMinutes: $minutes) {
        slots { startsAt } } }`,
    { coach, from: at(offset, 0), to: at(offset + 1, 0), type: sessionTypeId, minutes: sessionTypeId ? null : 60 },
  );
  return freeSlots.slots.map(({ startsAt }: { startsAt: string }) => new Date(startsAt).getUTCHours());
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const daily = (start: number, end: number, more: object = {}) =>
  weekdays.map((weekday) => ({ weekday, startMinute: start * 60, endMinute: end * 60, ...more }));
const weekdayOf = (offset: number) => ((at(offset, 10).getUTCDay() + 6) % 7) + 1;
/** The same between two days, on each weekday that comes then. */
const dailyFrom = (first: number, last: number, [start, end]: [number, number], more: object = {}) => {
  const days = Array.from({ length: last - first + 1 }, (_, index) => weekdayOf(first + index));
  const windows = daily(start, end, { firstDate: day(first), lastDate: day(last), ...more });
  return windows.filter(({ weekday }) => days.includes(weekday));
};

describe("Hours with dates", () => {
  test("change on a day that is set beforehand, and can be read back", async () => {
    const now = daily(9, 11, { lastDate: day(4) });
    const later = dailyFrom(5, 6, [9, 12]);
    const { availability, userErrors } = await setHours([...now, ...later]);
    expect(userErrors).toEqual([]);
    const weekday = weekdayOf(5);
    const ofDay = availability.windows.filter((window: AnyData) => window.weekday === weekday);
    const common = { weekday, startMinute: 540, sessionType: null };
    expect(ofDay).toEqual([
      { ...common, endMinute: 720, firstDate: day(5), lastDate: day(6) },
      { ...common, endMinute: 660, firstDate: null, lastDate: day(4) },
    ]);
    expect([await hoursOn(4), await hoursOn(5), await hoursOn(6), await hoursOn(7)]).toEqual([
      [9, 10],
      [9, 10, 11],
      [9, 10, 11],
      [],
    ]);
    expect(codesOf(await book(at(4, 11)))).toEqual(["OUTSIDE_AVAILABILITY"]);
    expect(codesOf(await book(at(5, 11)))).toEqual([]);
  });

  test("are refused if they end before they begin, or if two start at the same time on a date", async () => {
    const [monday] = daily(9, 11);
    const backwards = await setHours([{ ...monday, firstDate: day(5), lastDate: day(4) }]);
    expect(backwards.userErrors).toMatchObject([
      {
        code: "END_BEFORE_START",
        field: ["input", "windows", "0", "lastDate"],
        message: expect.stringContaining(day(4)),
      },
    ]);
    const twice = await setHours([
      { ...monday, lastDate: day(5) },
      { ...monday, firstDate: day(5) },
    ]);
    expect(twice.userErrors).toMatchObject([{ code: "OVERLAPPING_WINDOWS", field: ["input", "windows", "1"] }]);
    expect(
      codesOf(
        await setHours([
          { ...monday, lastDate: day(4) },
          { ...monday, firstDate: day(5) },
        ]),
      ),
    ).toEqual([]);
  });
});

test("A weekly window on none of whose dates it applies is refused", async () => {
  const window = { ...daily(9, 11)[0], firstDate: day(5), lastDate: day(7) };
  const { userErrors, availability } = await setHours([{ ...window, weekday: weekdayOf(8) }]);
  expect(availability).toBeNull();
  expect(userErrors).toMatchObject([{ code: "INVALID", field: ["input", "windows", "0", "weekday"] }]);
  expect(userErrors[0].message).toMatch(
    new RegExp(`^The window is on \\w+days, but no date from ${day(5)} to ${day(7)} is a \\w+day; give other dates`),
  );
  for (const offset of [5, 6, 7])
    expect(codesOf(await setHours([{ ...window, weekday: weekdayOf(offset) }]))).toEqual([]);
});

describe("A session type's own hours", () => {
  const ofType = { sessionTypeId: "" };
  beforeEach(() => void (ofType.sessionTypeId = chemistry));

  test("take the place of the general ones for its sessions alone", async () => {
    const { availability } = await setHours([...daily(9, 11), ...daily(14, 15, ofType)]);
    expect(availability.windows.map(({ sessionType }: AnyData) => sessionType)).toContainEqual({
      id: chemistry,
      name: "Chemistry",
    });
    expect([await hoursOn(3), await hoursOn(3, chemistry)]).toEqual([[9, 10], [14]]);
    expect(codesOf(await book(at(3, 14)))).toEqual(["OUTSIDE_AVAILABILITY"]);
    const [message] = (await book(at(3, 9), chemistry)).userErrors.map((error: AnyData) => error.message);
    expect(message).toContain(
      "for sessions of this type, which have hours of their own; choose one of the free slots.",
    );
    expect(codesOf(await book(at(3, 14), chemistry))).toEqual([]);
  });

  test("leave the general ones to it on dates on which they do not apply", async () => {
    await setHours([...daily(9, 11), ...dailyFrom(4, 5, [14, 15], ofType)]);
    expect([await hoursOn(3, chemistry), await hoursOn(4, chemistry), await hoursOn(6, chemistry)]).toEqual([
      [9, 10],
      [14],
      [9, 10],
    ]);
  });

  test("can be set for one date", async () => {
    await setHours(daily(9, 11));
    const windows = [
      { startMinute: 600, endMinute: 660 },
      { startMinute: 780, endMinute: 840, ...ofType },
    ];
    const selection = "availability { overrides { windows { startMinute endMinute sessionType { id } } } }";
    const set = await change("setAvailabilityOverride", selection, { coachId: coach, date: day(3), windows });
    expect(set.userErrors).toEqual([]);
    expect(set.availability.overrides[0].windows).toEqual([
      { startMinute: 600, endMinute: 660, sessionType: null },
      { startMinute: 780, endMinute: 840, sessionType: { id: chemistry } },
    ]);
    expect([await hoursOn(3), await hoursOn(3, chemistry)]).toEqual([[10], [10, 13]]);
  });

  test("are where its sessions can move, also when it is no longer offered", async () => {
    await setHours([...daily(9, 11), ...daily(14, 16, ofType)]);
    const { session } = await book(at(3, 14), chemistry);
    await database.admin.query("update session_type set archived_at = now() where firm_id = $1", [firm.firmId]);
    const { freeSlots } = await asCoach.ask(
      `query($coach: ID!, $from: DateTime!, $to: DateTime!, $moving: ID!) {
        freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60, movingSessionId: $moving) {
          slots { startsAt } } }`,
      { coach, from: at(3, 0), to: at(4, 0), moving: session.id },
    );
    const starts = freeSlots.slots.map(({ startsAt }: AnyData) => startsAt);
    expect(starts.map((start: string) => new Date(start).getUTCHours())).toEqual([14, 15]);
    const moved = await change("rescheduleSession", "session { id }", { id: session.id, startsAt: starts[1] });
    expect(codesOf(moved)).toEqual([]);
  });

  test("may stay when it is archived and others are set, and no new ones may be set for it", async () => {
    const own = daily(14, 16, ofType);
    await setHours([...daily(9, 11), ...own]);
    const dated = { date: day(3), windows: [{ startMinute: 780, endMinute: 840, ...ofType }] };
    const setDate = (more: object) =>
      change("setAvailabilityOverride", "availability { id }", { coachId: coach, ...dated, ...more });
    expect(codesOf(await setDate({}))).toEqual([]);
    await database.admin.query("update session_type set archived_at = now() where firm_id = $1", [firm.firmId]);
    const { availability, userErrors } = await setHours([...daily(8, 11), ...own]);
    expect([userErrors, availability.windows.length]).toEqual([[], 14]);
    expect(codesOf(await setDate({}))).toEqual([]);

    const refused = await setHours([...daily(8, 11), ...own.slice(1), { ...own[0]!, endMinute: 17 * 60 }]);
    expect(refused.userErrors).toMatchObject([
      { code: "ARCHIVED", field: ["input", "windows", "13", "sessionTypeId"] },
    ]);
    expect(codesOf(await setDate({ date: day(4) }))).toEqual(["ARCHIVED"]);
  });

  test("say which of its sessions a change hits", async () => {
    await setHours([...daily(9, 11), ...daily(14, 15, ofType)]);
    const { session } = await book(at(3, 14), chemistry);
    await book(at(3, 9));
    const again = await setHours([...daily(9, 11), ...daily(14, 15, ofType)]);
    expect(again.sessionsHit).toEqual([]);
    const moved = await setHours([...daily(9, 11), ...daily(16, 17, ofType)]);
    expect(moved.sessionsHit).toEqual([{ id: session.id }]);
  });

  test("name a type of the firm", async () => {
    const other = await FirmFactory.create(database.admin);
    const foreign = await other.row("session_type", { name: "Chemistry", kind: "CHEMISTRY", duration_minutes: 60 });
    const refused = await setHours(daily(9, 11, { sessionTypeId: apiId("session_type", foreign) }));
    expect(refused.userErrors[0]).toMatchObject({
      code: "NOT_FOUND",
      field: ["input", "windows", "0", "sessionTypeId"],
    });
  });
});
