import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Record<"coach" | "colleague" | "client" | "stranger", string>;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;
/** The client's session at 9 and another client's at 11, both with the coach. */
let sessions: { mine: string; other: string };

/** An hour of the day in question. */
const hour = (hours: number, minutes = 0) => at(3, hours, minutes).toISOString();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    coach: await firm.person(["COACH"]),
    colleague: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    stranger: await firm.person(["CLIENT"]),
  };
  const { coach, colleague, client, stranger } = people;
  const own = await firm.engagement({ coaches: [coach], participants: [client] });
  const others = await firm.engagement({ coaches: [coach], participants: [stranger] });
  for (const one of [coach, colleague]) await firm.availability(one, { buffer_after_minutes: 15 });
  asManager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [asCoach, asClient] = [await signedIn(firm, coach), await signedIn(firm, client)];
  sessions = { mine: await book(own, 9), other: await book(others, 11) };
  const away = { startsAt: hour(14), endsAt: hour(15) };
  expect(await mutate(asCoach, "addTimeOff", { coachId: apiId("person", coach), ...away })).toMatchObject({
    userErrors: [],
  });
  const read = { imported_at: new Date(), covered_until: at(400, 0) };
  const calendar = { coach_id: coach, name: "Own", ...read, source: "" };
  await database.admin.query(
    "insert into busy_time (firm_id, calendar_id, coach_id, starts_at, ends_at) values ($1, $2, $3, $4, $5)",
    [firm.firmId, await firm.row("busy_calendar", calendar), coach, hour(16), hour(17)],
  );
});

async function book(engagement: string, hours: number): Promise<string> {
  const input = { engagementId: apiId("engagement", engagement), startsAt: hour(hours), endsAt: hour(hours + 1) };
  const { session, userErrors } = await mutate(asManager, "bookSession", input, { answer: "session { id }" });
  expect(userErrors).toEqual([]);
  return session.id;
}

const query = `query($coachIds: [ID!]!, $from: DateTime!, $to: DateTime!) {
  schedule(coachIds: $coachIds, from: $from, to: $to) {
    kind startsAt endsAt coach { id } session { id } timeOff { id reason } } }`;

/** The entries of a coach between two hours, in short: kind, start, end, session. */
async function dayOf(by: TestClient, from = hour(0), to = hour(23)): Promise<string[]> {
  const { schedule } = await by.ask(query, { coachIds: [apiId("person", people.coach)], from, to });
  return schedule.map(({ kind, startsAt, endsAt, session, timeOff }: AnyData) =>
    [kind, startsAt.slice(11, 16), endsAt.slice(11, 16), session && name(session.id), timeOff && "away"]
      .filter(Boolean)
      .join(" "),
  );
}

const name = (id: string) => Object.entries(sessions).find(([, one]) => one === id)?.[0] ?? "unknown";

const everything = [
  "SESSION 09:00 10:00 mine",
  "SESSION 11:00 12:00 other",
  "TIME_OFF 14:00 15:00 away",
  "BUSY 16:00 17:00",
];

describe("a coach's day", () => {
  test("is shown whole to the coach and to managers", async () => {
    expect(await dayOf(asCoach)).toEqual(everything);
    expect(await dayOf(asManager)).toEqual(everything);
  });

  test("shows a client their own session, and of the rest only that the coach is busy", async () => {
    expect(await dayOf(asClient)).toEqual([
      "SESSION 09:00 10:00 mine",
      "BUSY 11:00 12:15",
      "BUSY 14:00 15:00",
      "BUSY 16:00 17:00",
    ]);
  });

  test("shows a colleague nothing but that the coach is busy, and nothing of it outside the range", async () => {
    const both = { coaches: [people.coach, people.colleague], participants: [people.client] };
    await firm.engagement(both);
    const asColleague = await signedIn(firm, people.colleague);
    expect(await dayOf(asColleague)).toEqual([
      "BUSY 09:00 10:15",
      "BUSY 11:00 12:15",
      "BUSY 14:00 15:00",
      "BUSY 16:00 17:00",
    ]);
    expect(await dayOf(asColleague, hour(9, 30), hour(11, 30))).toEqual(["BUSY 09:30 10:15", "BUSY 11:00 11:30"]);
    // The buffer of a session that the coach sees is nobody's entry.
    expect(await dayOf(asCoach, hour(10), hour(11))).toEqual([]);
  });

  test("has holds until they end, and no cancelled sessions", async () => {
    const engagement = await firm.engagement({ coaches: [people.coach], participants: [people.client] });
    const input = { engagementId: apiId("engagement", engagement), startsAt: hour(18), endsAt: hour(19) };
    const { session } = await mutate(asClient, "holdSlot", input, { answer: "session { id }" });
    await mutate(asManager, "cancelSession", { id: sessions.other });
    expect(await dayOf(asManager, hour(10), hour(20))).toEqual([
      "TIME_OFF 14:00 15:00 away",
      "BUSY 16:00 17:00",
      "HOLD 18:00 19:00 unknown",
    ]);
    const over = "update session set held_until = now() - interval '1 second' where firm_id = $1 and status = 'HELD'";
    await database.admin.query(over, [firm.firmId]);
    expect(await dayOf(asManager, hour(18), hour(20))).toEqual([]);
    expect(session.id).toMatch(/^session_/);
  });

  test("has what another firm booked, as busy time", async () => {
    const email = `both-${crypto.randomUUID()}@schedule.example`;
    const other = await FirmFactory.create(database.admin);
    const [here, there] = [await firm.person(["COACH"], { email }), await other.person(["COACH"], { email })];
    const client = await other.person(["CLIENT"]);
    const engagement = await other.engagement({ coaches: [there], participants: [client] });
    await other.availability(there);
    await signedIn(firm, here);
    await signedIn(other, there);
    const elsewhere = await signedIn(other, await other.person(["OWNER"]));
    const input = { engagementId: apiId("engagement", engagement), startsAt: hour(9), endsAt: hour(10) };
    expect(await mutate(elsewhere, "bookSession", input)).toEqual({ userErrors: [] });
    const range = { coachIds: [apiId("person", here)], from: hour(0), to: hour(23) };
    const { schedule } = await asManager.ask(query, range);
    expect(schedule).toEqual([
      expect.objectContaining({ kind: "BUSY", coach: { id: apiId("person", here) }, session: null, timeOff: null }),
    ]);
  });
});

test("Several coaches are in one answer, in order of time", async () => {
  const engagement = await firm.engagement({ coaches: [people.colleague], participants: [people.stranger] });
  sessions = { ...sessions, other: await book(engagement, 10) };
  const coachIds = [apiId("person", people.coach), apiId("person", people.colleague)];
  const { schedule } = await asManager.ask(query, { coachIds, from: hour(8), to: hour(12) });
  expect(schedule.map(({ startsAt, coach }: AnyData) => [startsAt.slice(11, 13), coachIds.indexOf(coach.id)])).toEqual([
    ["09", 0],
    ["10", 1],
    ["11", 0],
  ]);
});

describe("a question is refused", () => {
  const codeOf = async (by: TestClient, more: object) => {
    const asked = { coachIds: [apiId("person", people.coach)], from: hour(0), to: hour(23), ...more };
    const { errors } = await by.send(query, asked);
    return errors?.[0]?.extensions.code;
  };

  test("that names nobody, too many, somebody unknown or an impossible range", async () => {
    expect(await codeOf(asManager, { coachIds: [] })).toBe("BAD_USER_INPUT");
    expect(await codeOf(asManager, { to: hour(0) })).toBe("BAD_USER_INPUT");
    expect(await codeOf(asManager, { to: at(40, 0) })).toBe("BAD_USER_INPUT");
    const another = await FirmFactory.create(database.admin);
    const unknown = apiId("person", await another.person(["COACH"]));
    expect(await codeOf(asManager, { coachIds: [unknown] })).toBe("NOT_FOUND");
  });

  test("from a client about a coach whom they do not see, and from a sponsor", async () => {
    expect(await codeOf(asClient, { coachIds: [apiId("person", people.colleague)] })).toBe("NOT_FOUND");
    expect(await codeOf(await signedIn(firm, await firm.person(["SPONSOR"])), {})).toBe("FORBIDDEN");
  });
});
