import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { at, day, FirmFactory, TestClient } from "@coachwork/testing";
import { newestLetterTo, tokenIn } from "./tenancy/letters.ts";
import { sharedStage } from "./support/stage.ts";

/** A small coaching firm's day, from the first import to a session that moves, on the real services. */
let firm: FirmFactory;
let owner: TestClient;
let coach: TestClient;

const roster = new URL("./fixtures/roster.csv", import.meta.url);
const ids: Record<string, string> = {};

const changes = `subscription($coach: ID!, $after: Int) {
  scheduleChanged(coachId: $coach, after: $after) { seq type session { id status startsAt } }
}`;

const { database, platform, signedIn } = await sharedStage();

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Northlight", time_zone: "Europe/London" });
  const person = await firm.person(["OWNER"], { name: "Olive Owner", time_zone: "Europe/London" });
  owner = await signedIn(firm, person);
});

test("the owner imports the people of the firm, and importing them again changes nothing", async () => {
  const importPeople = `mutation($csv: String!) { importPeople(input: { csv: $csv }) {
    created updated unchanged refused userErrors { code message }
    records { line externalId outcome person { id name roles timeZone organization { name } team { name } } }
  } }`;
  const csv = await readFile(roster, "utf8");
  const first = await owner.ask(importPeople, { csv });
  expect(first.importPeople).toMatchObject({ created: 31, updated: 0, unchanged: 0, refused: 0, userErrors: [] });
  const byExternalId = new Map(
    first.importPeople.records.map((record: { externalId: string }) => [record.externalId, record]),
  );
  expect(byExternalId.get("k010")).toMatchObject({
    outcome: "CREATED",
    person: {
      name: 'Rafael "Rafa" Duarte',
      roles: ["CLIENT"],
      timeZone: "Europe/Lisbon",
      organization: { name: "Fabrikam Health" },
      team: { name: "Nursing" },
    },
  });
  expect(byExternalId.get("m001")).toMatchObject({ person: { roles: ["COACH", "PROGRAM_MANAGER"] } });

  const second = await owner.ask(importPeople, { csv });
  expect(second.importPeople).toMatchObject({ created: 0, updated: 0, unchanged: 31, refused: 0 });
  const people = await owner.ask(`{ people(first: 100) { totalCount } }`);
  expect(people.people.totalCount).toBe(32);

  for (const externalId of ["c001", "k001"]) {
    const found = await owner.ask(
      `query($id: String!) { people(first: 1, filter: { externalId: $id }) { nodes { id } } }`,
      { id: externalId },
    );
    ids[externalId] = found.people.nodes[0].id;
  }
});

test("the coach is invited by letter, sets a password and signs in", async () => {
  const { invitePerson } = await owner.ask(
    `mutation($id: ID!) { invitePerson(input: { personId: $id }) { person { name } userErrors { code } } }`,
    { id: ids.c001 },
  );
  expect(invitePerson).toMatchObject({ person: { name: "Amara Okafor" }, userErrors: [] });
  const token = tokenIn(await newestLetterTo(platform.outbox, "coach1@firm.example"), "accept");
  const accept = (body: object) =>
    fetch(`${platform.url}/auth/invitation/accept`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const accepted = await accept({ token, password: "correct horse battery" });
  expect(accepted.status).toBe(200);
  expect((await accept({ token, password: "correct horse battery" })).ok).toBe(false);

  const signedIn = await fetch(`${platform.url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "coach1@firm.example", password: "correct horse battery" }),
  });
  const { token: session } = (await signedIn.json()) as { token: string };
  coach = new TestClient(platform.url, session);
  expect(await coach.ask("{ me { id name roles } firm { name } }")).toEqual({
    me: { id: ids.c001, name: "Amara Okafor", roles: ["COACH"] },
    firm: { name: "Northlight" },
  });
});

test("the owner agrees an engagement with a coach and a client", async () => {
  const { createEngagement } = await owner.ask(
    `mutation($input: CreateEngagementInput!) { createEngagement(input: $input) {
      engagement { id status kind coaches(first: 5) { nodes { person { name } joinedOn leftOn } } participants(first: 5) { nodes { person { name } } } }
      userErrors { code field message }
    } }`,
    {
      input: {
        title: "Leading with less stress",
        kind: "COACHING",
        format: "INDIVIDUAL",
        startsOn: day(0),
        endsOn: day(180),
        allocationUnit: "SESSIONS",
        allocationAmount: 8,
        coachIds: [ids.c001],
        participantIds: [ids.k001],
      },
    },
  );
  expect(createEngagement).toMatchObject({
    engagement: {
      status: "DRAFT",
      coaches: { nodes: [{ person: { name: "Amara Okafor" }, joinedOn: day(0), leftOn: null }] },
      participants: { nodes: [{ person: { name: "Ingrid Solberg" } }] },
    },
    userErrors: [],
  });
  ids.engagement = createEngagement.engagement.id;
  const { activateEngagement } = await owner.ask(
    `mutation($id: ID!) { activateEngagement(input: { id: $id }) { engagement { status } userErrors { code } } }`,
    { id: ids.engagement },
  );
  expect(activateEngagement).toEqual({ engagement: { status: "ACTIVE" }, userErrors: [] });
});

test("the coach says when she works, and what else keeps her busy", async () => {
  const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 9 * 60, endMinute: 17 * 60 }));
  const { setAvailability } = await coach.ask(
    `mutation($input: SetAvailabilityInput!) { setAvailability(input: $input) {
      availability { timeZone windows { weekday startMinute endMinute } } userErrors { code message } } }`,
    { input: { coachId: ids.c001, timeZone: "UTC", windows } },
  );
  expect(setAvailability).toEqual({ availability: { timeZone: "UTC", windows }, userErrors: [] });

  const stamp = (date: Date) => date.toISOString().replace(/[-:]|\.000/g, "");
  const ics = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Test//EN",
    "BEGIN:VEVENT",
    "UID:dentist@example",
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${stamp(at(2, 10))}`,
    `DTEND:${stamp(at(2, 12))}`,
    "SUMMARY:Dentist",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
  const { importBusyCalendar } = await coach.ask(
    `mutation($input: ImportBusyCalendarInput!) { importBusyCalendar(input: $input) { busyTimes busyCalendar { name } userErrors { code message } } }`,
    { input: { coachId: ids.c001, name: "Private", ics } },
  );
  expect(importBusyCalendar).toEqual({ busyTimes: 1, busyCalendar: { name: "Private" }, userErrors: [] });
});

test("a free slot is found, booked, seen live by the coach, moved and called off", async () => {
  // From the beginning: the booking may be faster than the subscription.
  const following = coach.follow(changes, { coach: ids.c001, after: 0 });
  const { freeSlots } = await owner.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!) { freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { slots { startsAt endsAt } emptyReasons pageInfo { hasNextPage } } }`,
    { coach: ids.c001, from: at(2, 0), to: at(3, 0) },
  );
  const starts = freeSlots.slots.map((slot: { startsAt: string }) => slot.startsAt);
  expect(starts).toEqual([9, 12, 13, 14, 15, 16].map((hour) => at(2, hour).toISOString().replace(".000", "")));

  const { bookSession } = await owner.ask(
    `mutation($input: BookSessionInput!) { bookSession(input: $input) {
      session { id status kind startsAt engagement { title } coaches { coach { name } } attendance { person { name } status } }
      userErrors { code message } } }`,
    { input: { engagementId: ids.engagement, ...freeSlots.slots[1], idempotencyKey: "a-firms-day" } },
  );
  expect(bookSession).toMatchObject({
    session: {
      status: "CONFIRMED",
      kind: "REGULAR",
      startsAt: at(2, 12).toISOString().replace(".000", ""),
      engagement: { title: "Leading with less stress" },
      coaches: [{ coach: { name: "Amara Okafor" } }],
      attendance: [{ person: { name: "Ingrid Solberg" }, status: "PENDING" }],
    },
    userErrors: [],
  });
  const { id } = bookSession.session;
  const [booked] = await following.until(1);
  expect(booked?.data.scheduleChanged).toMatchObject({ type: "BOOKED", session: { id, status: "CONFIRMED" } });

  const { rescheduleSession } = await coach.ask(
    `mutation($input: RescheduleSessionInput!) { rescheduleSession(input: $input) {
      session { id startsAt sequence moves(first: 5) { nodes { startsAt } } } userErrors { code message } } }`,
    { input: { id, startsAt: at(2, 15), endsAt: at(2, 16) } },
  );
  expect(rescheduleSession).toEqual({
    session: {
      id,
      startsAt: at(2, 15).toISOString().replace(".000", ""),
      sequence: 1,
      moves: { nodes: [{ startsAt: at(2, 12).toISOString().replace(".000", "") }] },
    },
    userErrors: [],
  });
  const { cancelSession } = await coach.ask(
    `mutation($id: ID!) { cancelSession(input: { id: $id }) { session { status } userErrors { code } } }`,
    { id },
  );
  expect(cancelSession).toEqual({ session: { status: "CANCELLED" }, userErrors: [] });
  const told = await following.until(3);
  expect(told.map(({ data }) => data.scheduleChanged.type)).toEqual(["BOOKED", "RESCHEDULED", "CANCELLED"]);
});
