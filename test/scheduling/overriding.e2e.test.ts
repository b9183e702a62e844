import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let coach: string;
let other: string;
let engagementId: string;
let manager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

/** Both coaches work from 9 to 17 every day. */
const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday): [number, number, number] => [weekday, 540, 1020]);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  [coach, other] = [await firm.person(["COACH"], { name: "Carl" }), await firm.person(["COACH"], { name: "Virginia" })];
  for (const id of [coach, other]) await firm.availability(id, { windows });
  const client = await firm.person(["CLIENT"]);
  const engagement = await firm.engagement({ coaches: [coach, other], participants: [client] });
  engagementId = apiId("engagement", engagement);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [asCoach, asClient] = [await signedIn(firm, coach), await signedIn(firm, client)];
});

const answer = "session { id }";
const book = (by: TestClient, startsAt: Date, override: readonly string[] = [], coaches = [coach]) =>
  mutate(
    by,
    "bookSession",
    {
      ...{ engagementId, startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
      ...{ coachIds: coaches.map((id) => apiId("person", id)), override },
    },
    { answer },
  );
const refused = (code: string) => ({ session: null, userErrors: [refusal(code, "startsAt")] });

async function messageOf(by: TestClient, startsAt: Date): Promise<string> {
  const text = "mutation($input: BookSessionInput!) { bookSession(input: $input) { userErrors { message } } }";
  const input = {
    engagementId,
    coachIds: [apiId("person", coach)],
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3_600_000),
  };
  return (await by.ask(text, { input })).bookSession.userErrors[0].message;
}

async function overriddenBy({ session }: AnyData): Promise<unknown> {
  const { rows } = await database.admin.query<{ overridden: unknown }>(
    `select ids->'overridden' as overridden from event
     where firm_id = $1 and (ids->>'session')::uuid = $2::uuid order by seq desc limit 1`,
    [firm.firmId, session.id.slice("session_".length)],
  );
  return rows[0]!.overridden;
}

describe("Coaches and the firm book over their own rules", () => {
  test("outside hours, at short notice, beyond the horizon and the limit, if they say so", async () => {
    await database.admin.query(
      "update availability set minimum_notice_minutes = 10000, horizon_days = 20, most_per_day = 1 where firm_id = $1",
      [firm.firmId],
    );
    expect(await book(asCoach, at(3, 20))).toEqual(refused("OUTSIDE_AVAILABILITY"));
    expect(await book(asCoach, at(3, 20), ["OUTSIDE_AVAILABILITY"])).toEqual(refused("TOO_SHORT_NOTICE"));
    const over = await book(asCoach, at(3, 20), ["OUTSIDE_AVAILABILITY", "TOO_SHORT_NOTICE", "LIMIT_REACHED"]);
    expect(await overriddenBy(over)).toEqual(["OUTSIDE_AVAILABILITY", "TOO_SHORT_NOTICE"]);
    expect(await book(manager, at(25, 10))).toEqual(refused("BEYOND_HORIZON"));
    expect(await overriddenBy(await book(manager, at(25, 10), ["BEYOND_HORIZON"]))).toEqual(["BEYOND_HORIZON"]);
    expect(await book(manager, at(25, 12), ["BEYOND_HORIZON"])).toEqual(refused("LIMIT_REACHED"));
    expect((await book(manager, at(25, 12), ["BEYOND_HORIZON", "LIMIT_REACHED"])).userErrors).toEqual([]);
  });

  test("over a busy time in a calendar, and never over another session", async () => {
    const ics = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:x", `DTSTAMP:20260101T000000Z`];
    const times = ["DTSTART", "DTEND"].map((name, index) => `${name}:${day(3).replaceAll("-", "")}T${10 + index}0000Z`);
    const text = [...ics, ...times, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
    await mutate(manager, "importBusyCalendar", { coachId: apiId("person", coach), name: "Home", ics: text });
    expect(await messageOf(asClient, at(3, 10))).toBe("Carl is not free then; choose one of the free slots.");
    expect(await messageOf(asCoach, at(3, 10))).toBe(
      "Carl is not free then; choose one of the free slots. To book all the same, override BUSY_CALENDAR.",
    );
    expect(await overriddenBy(await book(asCoach, at(3, 10), ["BUSY_CALENDAR"]))).toEqual(["BUSY_CALENDAR"]);
    const all = ["BUSY_CALENDAR", "OUTSIDE_AVAILABILITY", "PARTICIPANT_BUSY", "TOO_SHORT_NOTICE"];
    expect(await book(manager, at(3, 10, 30), all)).toEqual(refused("SLOT_TAKEN"));
  });

  test("but a coach overrides nothing of another coach, and a client nothing at all", async () => {
    const word = ["OUTSIDE_AVAILABILITY"];
    expect(await book(asCoach, at(3, 20), word, [coach, other])).toEqual(refused("OUTSIDE_AVAILABILITY"));
    expect((await book(manager, at(3, 20), word, [coach, other])).userErrors).toEqual([]);
    expect((await book(asClient, at(4, 20), word)).userErrors).toEqual([refusal("FORBIDDEN", "override")]);
  });

  test("and move a session likewise", async () => {
    const { session } = await book(manager, at(3, 10));
    const move = (override: string[]) =>
      mutate(asCoach, "rescheduleSession", { id: session.id, startsAt: at(3, 20), override }, { answer });
    expect(await move([])).toEqual(refused("OUTSIDE_AVAILABILITY"));
    expect(await overriddenBy(await move(["OUTSIDE_AVAILABILITY"]))).toEqual(["OUTSIDE_AVAILABILITY"]);
  });
});

describe("A change of hours answers which booked sessions it hits", () => {
  const hitBy = async (name: string, input: object, by = asCoach): Promise<string[]> => {
    const asked = { answer: "sessionsHit { id }" };
    const payload = await mutate(by, name, { coachId: apiId("person", coach), ...input }, asked);
    expect(payload.userErrors).toEqual([]);
    return payload.sessionsHit.map(({ id }: AnyData) => id);
  };

  test("earliest first, and not those that lay outside before", async () => {
    const ids: string[] = [];
    for (const startsAt of [at(3, 10), at(3, 15), at(4, 10)]) ids.push((await book(manager, startsAt)).session.id);
    await book(manager, at(3, 20), ["OUTSIDE_AVAILABILITY"]);
    await mutate(manager, "cancelSession", { id: (await book(manager, at(3, 12))).session.id });

    expect(await hitBy("addTimeOff", { startsAt: at(3, 14), endsAt: at(3, 23) })).toEqual([ids[1]]);
    expect(await hitBy("setAvailabilityOverride", { date: day(4), windows: [] })).toEqual([ids[2]]);
    const week = { timeZone: "UTC", windows: [{ weekday: 1, startMinute: 0, endMinute: 60 }] };
    expect(await hitBy("setAvailability", week, manager)).toEqual([ids[0]]);
    expect(await hitBy("setAvailability", week)).toEqual([]);
  });

  test("when the coach travels, too", async () => {
    const { session } = await book(manager, at(3, 10));
    expect(await hitBy("addTravel", { firstDate: day(2), lastDate: day(5), timeZone: "Pacific/Auckland" })).toEqual([
      session.id,
    ]);
  });
});
