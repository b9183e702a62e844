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

describe("Hours with dates", () => {
  test("change on a day that is set beforehand, and can be read back", async () => {
    const now = daily(9, 11, { lastDate: day(4) });
    const later = daily(9, 12, { firstDate: day(5), lastDate: day(6) });
    const { availability, userErrors } = await setHours([...now, ...later]);
    expect(userErrors).toEqual([]);
    const monday = availability.windows.filter(({ weekday }: AnyData) => weekday === 1);
    const common = { weekday: 1, startMinute: 540, sessionType: null };
    expect(monday).toEqual([
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
    expect(codesOf(await book(at(3, 9), chemistry))).toEqual(["OUTSIDE_AVAILABILITY"]);
    expect(codesOf(await book(at(3, 14), chemistry))).toEqual([]);
  });

  test("leave the general ones to it on dates on which they do not apply", async () => {
    await setHours([...daily(9, 11), ...daily(14, 15, { ...ofType, firstDate: day(4), lastDate: day(5) })]);
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
