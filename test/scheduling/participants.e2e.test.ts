import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let client: string;
let manager: TestClient;
let asClient: TestClient;
/** Two coaches, each with an engagement of the same client. */
let first: string;
let second: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  client = await firm.person(["CLIENT"], { name: "Ada Lovelace" });
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  asClient = await signedIn(firm, client);
  [first, second] = [await engagementOf([client]), await engagementOf([client])];
});

/** An engagement with a coach of its own, who works around the clock. */
async function engagementOf(participants: readonly string[], values: object = {}): Promise<string> {
  const coach = await firm.person(["COACH"]);
  await firm.availability(coach);
  return apiId(
    "engagement",
    await firm.engagement({ coaches: [coach], participants }, { allocation_amount: 500, ...values }),
  );
}

const hour = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const send = (by: TestClient, name: string, input: object) =>
  mutate(by, name, input, { answer: name === "takeSeat" ? "seat { status }" : "session { id }" });
const book = (by: TestClient, engagementId: string, startsAt: Date, more: object = {}) =>
  send(by, "bookSession", { engagementId, ...hour(startsAt), ...more });
async function booked(engagementId: string, startsAt: Date, more: object = {}): Promise<string> {
  const { session, userErrors } = await book(manager, engagementId, startsAt, more);
  expect(userErrors).toEqual([]);
  return session.id;
}
const busy = [refusal("PARTICIPANT_BUSY", "startsAt")];
const override = ["PARTICIPANT_BUSY"];

async function messageOf(by: TestClient, input: object): Promise<string> {
  const text = "mutation($input: BookSessionInput!) { bookSession(input: $input) { userErrors { message } } }";
  return (await by.ask(text, { input })).bookSession.userErrors[0].message;
}

/** What the events of a session say that it was booked over. */
async function toldOf(session: string): Promise<unknown[]> {
  const { rows } = await database.admin.query<{ overridden: unknown }>(
    `select ids->'overridden' as overridden from event where firm_id = $1 and (ids->>'session')::uuid = $2::uuid order by seq`,
    [firm.firmId, session.slice("session_".length)],
  );
  return rows.map(({ overridden }) => overridden);
}

describe("A participant who has a session", () => {
  test("is booked into no other at that time by a client, and by others only if they say so", async () => {
    await booked(first, at(3, 10));
    expect((await book(asClient, second, at(3, 10))).userErrors).toEqual(busy);
    expect((await send(asClient, "holdSlot", { engagementId: second, ...hour(at(3, 10)) })).userErrors).toEqual(busy);
    expect((await book(manager, second, at(3, 10, 30))).userErrors).toEqual(busy);
    expect((await book(asClient, second, at(3, 10), { override })).userErrors).toEqual([
      refusal("FORBIDDEN", "override"),
    ]);
    expect((await book(asClient, second, at(3, 11))).userErrors).toEqual([]);

    const over = await booked(second, at(3, 9, 30), { override });
    expect(await toldOf(over)).toEqual([override]);
    expect(await toldOf(await booked(second, at(4, 9, 30), { override }))).toEqual([null]);
  });

  test("is told so as You, to coaches by name, and to other clients not at all", async () => {
    const group = await engagementOf([client, await firm.person(["CLIENT"], { name: "Grace Hopper" })], {
      format: "GROUP",
    });
    await booked(first, at(3, 10));
    const input = { engagementId: group, ...hour(at(3, 10)) };
    expect(await messageOf(manager, input)).toBe(
      "Ada Lovelace has another session at that time; choose another time. To book all the same, override PARTICIPANT_BUSY.",
    );
    expect(await messageOf(asClient, input)).toBe("You have another session at that time; choose another time.");
    const grace = await firm.person(["CLIENT"]);
    const shared = await engagementOf([client, grace], { format: "GROUP" });
    expect(await messageOf(await signedIn(firm, grace), { ...input, engagementId: shared })).toBe(
      "Somebody else who takes part has another session at that time; choose another time.",
    );
  });

  test("is free again when it is cancelled or moves, and when they are excused from it", async () => {
    const id = await booked(first, at(3, 10));
    await send(manager, "rescheduleSession", { id, ...hour(at(3, 11)) });
    const other = await booked(second, at(3, 10));
    expect((await send(manager, "rescheduleSession", { id, ...hour(at(3, 10, 30)) })).userErrors).toEqual(busy);
    expect((await send(manager, "rescheduleSession", { id, ...hour(at(3, 10, 30)), override })).userErrors).toEqual([]);
    await send(manager, "cancelSession", { id: other });
    expect((await send(manager, "rescheduleSession", { id, ...hour(at(3, 10)) })).userErrors).toEqual([]);

    const group = await engagementOf([client], { format: "GROUP" });
    const meeting = await booked(group, at(4, 10));
    await send(asClient, "excuseFromSession", { id: meeting });
    await booked(first, at(4, 10));
    const back = { id: meeting, excused: false };
    expect((await send(asClient, "excuseFromSession", back)).userErrors).toEqual([refusal("PARTICIPANT_BUSY", "id")]);
  });

  test("takes no seat in another at that time", async () => {
    const group = await engagementOf([client], { format: "GROUP" });
    const sessionId = await booked(group, at(3, 10), { seats: { capacity: 2 } });
    const own = await booked(first, at(3, 10));
    expect((await send(asClient, "takeSeat", { sessionId })).userErrors).toEqual([
      refusal("PARTICIPANT_BUSY", "sessionId"),
    ]);
    await send(manager, "cancelSession", { id: own });
    expect((await send(asClient, "takeSeat", { sessionId })).seat).toEqual({ status: "TAKEN" });
    expect((await book(manager, first, at(3, 10))).userErrors).toEqual(busy);
  });

  test("keeps it when a series of theirs comes that way", async () => {
    await booked(first, at(10, 10));
    const series = {
      engagementId: second,
      firstStart: `${day(3)}T10:00`,
      durationMinutes: 60,
      timeZone: "UTC",
      rule: "FREQ=WEEKLY;COUNT=3",
    };
    const answer = "conflicts { code startsAt } series { id }";
    const refused = await mutate(asClient, "bookSeries", series, { answer });
    expect(refused).toMatchObject({ series: null, conflicts: [{ code: "PARTICIPANT_BUSY" }] });
    const all = await mutate(manager, "bookSeries", { ...series, override }, { answer });
    expect(all).toMatchObject({ conflicts: [], userErrors: [] });
  });
});

describe("A coach who takes part in the sessions of a colleague", () => {
  /** Where she coaches, and where she is coached. */
  let coaching: string;
  let coached: string;
  let coach: string;
  beforeEach(async () => {
    coach = await firm.person(["COACH", "CLIENT"], { name: "Bea Moor" });
    await firm.availability(coach);
    const people = { coaches: [coach], participants: [client] };
    coaching = apiId("engagement", await firm.engagement(people, { allocation_amount: 500 }));
    coached = await engagementOf([coach]);
  });
  const taken = [refusal("SLOT_TAKEN", "startsAt")];

  test("is not free then, and has no session of her own moved there", async () => {
    await booked(coached, at(3, 10));
    expect((await book(manager, coaching, at(3, 10, 30))).userErrors).toEqual(taken);
    expect((await send(manager, "holdSlot", { engagementId: coaching, ...hour(at(3, 9, 30)) })).userErrors).toEqual(
      taken,
    );
    const id = await booked(coaching, at(3, 11));
    expect((await send(manager, "rescheduleSession", { id, ...hour(at(3, 10)) })).userErrors).toEqual(taken);
    expect(await hoursFree(manager, coach, 3)).not.toContain(10);
    const { schedule } = await manager.ask(
      "query($coach: ID!, $from: DateTime!, $to: DateTime!) { schedule(coachIds: [$coach], from: $from, to: $to) { kind startsAt } }",
      { coach: apiId("person", coach), from: at(3, 0), to: at(4, 0) },
    );
    expect(schedule).toEqual([
      { kind: "BUSY", startsAt: `${day(3)}T10:00:00Z` },
      { kind: "SESSION", startsAt: `${day(3)}T11:00:00Z` },
    ]);
    const series = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, timeZone: "UTC", rule: "FREQ=DAILY;COUNT=2" };
    const { conflicts } = await mutate(
      manager,
      "bookSeries",
      { engagementId: coaching, ...series },
      { answer: "conflicts { code }" },
    );
    expect(conflicts).toEqual([{ code: "SLOT_TAKEN" }]);
  });

  test("takes part in none while she coaches, unless somebody says so", async () => {
    await booked(coaching, at(3, 10));
    expect((await book(manager, coached, at(3, 10))).userErrors).toEqual(busy);
    expect((await book(manager, coached, at(3, 10), { override })).userErrors).toEqual([]);
  });

  test("has one of both, however many are booked at once", async () => {
    const answers: AnyData[] = await Promise.all(
      Array.from({ length: 12 }, (_, index) => book(manager, index % 2 ? coaching : coached, at(4, 10))),
    );
    expect(answers.filter(({ session }) => session)).toHaveLength(1);
  });
});

/** The hours of a day at which somebody is offered a coach. */
async function hoursFree(by: TestClient, coach: string, offset: number, more: object = {}): Promise<number[]> {
  const { freeSlots } = await by.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!, $moving: ID) {
      freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60, movingSessionId: $moving) { slots { startsAt } } }`,
    { coach: apiId("person", coach), from: at(offset, 0), to: at(offset + 1, 0), ...more },
  );
  return freeSlots.slots.map(({ startsAt }: AnyData) => new Date(startsAt as string).getUTCHours());
}

test("A client who looks for a slot is offered none at which they have a session", async () => {
  const coach = await firm.person(["COACH"]);
  await firm.availability(coach);
  await firm.engagement({ coaches: [coach], participants: [client] });
  const id = await booked(first, at(3, 10));
  expect(await hoursFree(manager, coach, 3)).toContain(10);
  const offered = await hoursFree(asClient, coach, 3);
  expect([offered.includes(9), offered.includes(10), offered.includes(11)]).toEqual([true, false, true]);
  expect(await hoursFree(asClient, coach, 3, { moving: id })).toContain(10);
  const { freeSlots } = await asClient.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!) {
      freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } emptyReasons } }`,
    { coach: apiId("person", coach), from: at(3, 10), to: at(3, 11) },
  );
  expect(freeSlots).toEqual({ slots: [], emptyReasons: ["FULLY_BUSY"] });
});

test("Twenty bookings of one client with several coaches at once leave no two sessions that overlap", async () => {
  const engagements: string[] = [];
  for (let made = 0; made < 5; made += 1) engagements.push(await engagementOf([client]));
  const answers: AnyData[] = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      book(index % 2 ? manager : asClient, engagements[index % 5]!, at(3, 10 + (index % 2))),
    ),
  );
  expect(new Set(answers.flatMap(({ userErrors }) => userErrors.map(({ code }: AnyData) => code)))).toEqual(
    new Set(["PARTICIPANT_BUSY", "SLOT_TAKEN"]),
  );
  expect(answers.filter(({ session }) => session)).toHaveLength(2);
  const { rows } = await database.admin.query("select from session where firm_id = $1 and status = 'CONFIRMED'", [
    firm.firmId,
  ]);
  expect(rows).toHaveLength(2);
});

describe("Clients book slots", () => {
  async function refusalsAt(startsAt: Date, more: object = {}, by = asClient): Promise<AnyData[]> {
    const input = { engagementId: first, ...hour(startsAt), ...more };
    const text = "mutation($input: BookSessionInput!) { bookSession(input: $input) { userErrors { code message } } }";
    return (await by.ask(text, { input })).bookSession.userErrors;
  }

  test("and are told which are nearest to a start between two", async () => {
    await booked(first, at(3, 8));
    const message = `${day(3)}T10:20:00Z is not the start of a slot; the nearest start at ${day(3)}T10:00:00Z and ${day(3)}T11:00:00Z.`;
    expect(await refusalsAt(at(3, 10, 20))).toEqual([{ code: "NOT_A_SLOT", message }]);
    expect(await refusalsAt(at(3, 10, 20), {}, manager)).toEqual([]);
    expect(await refusalsAt(at(3, 12))).toEqual([]);
  });

  test("in the steps of a session type, on the clock of the coach, of the session or of their own", async () => {
    const terms = { name: "Half", kind: "REGULAR", duration_minutes: 60, step_minutes: 30 };
    const sessionTypeId = apiId("session_type", await firm.row("session_type", terms));
    expect(await refusalsAt(at(3, 10, 30), { sessionTypeId, endsAt: null })).toEqual([]);
    expect(await refusalsAt(at(4, 10, 30))).toMatchObject([{ code: "NOT_A_SLOT" }]);
    expect(await refusalsAt(at(4, 10, 30), { timeZone: "Asia/Kolkata" })).toEqual([]);

    // The type says how long it takes: clients cannot make it longer when they move it.
    const { rows } = await database.admin.query<{ id: string }>(
      "select id from session where firm_id = $1 and session_type_id is not null",
      [firm.firmId],
    );
    const times = { id: apiId("session", rows[0]!.id), startsAt: at(5, 10), endsAt: at(5, 12) };
    const [tooLong] = (await send(asClient, "rescheduleSession", times)).userErrors;
    expect(tooLong).toMatchObject({ code: "INVALID", field: ["input", "endsAt"] });
    expect((await send(manager, "rescheduleSession", times)).userErrors).toEqual([]);
  });

  test("and move a session to one", async () => {
    const id = await booked(first, at(3, 10));
    const move = (startsAt: Date) => send(asClient, "rescheduleSession", { id, startsAt });
    expect((await move(at(3, 10, 20))).userErrors).toEqual([refusal("NOT_A_SLOT", "startsAt")]);
    expect((await move(at(3, 11))).userErrors).toEqual([]);
  });

  test("while seconds are for nobody", async () => {
    const startsAt = new Date(at(3, 10).getTime() + 30_000);
    const [start, end] = await refusalsAt(startsAt, {}, manager);
    expect([start.code, end.code]).toEqual(["INVALID", "INVALID"]);
    expect(start.message).toBe(
      `startsAt is ${day(3)}T10:00:30Z, but sessions start and end on a full minute: give ${day(3)}T10:00:00Z or ${day(3)}T10:01:00Z.`,
    );
  });
});
