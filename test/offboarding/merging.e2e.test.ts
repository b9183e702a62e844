import { beforeEach, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";
import { mergePeople } from "./merge-people.ts";

let firm: FirmFactory;
let owner: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const merge = (keep: string, duplicate: string, { dryRun = false } = {}) => mergePeople(owner, keep, duplicate, dryRun);

async function refusal(keep: string, duplicate: string, by = owner) {
  const [error] = (await mergePeople(by, keep, duplicate)).userErrors;
  return error;
}

async function rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.admin.query<Row>(text, [firm.firmId, ...values])).rows;
}

const people = (...names: string[]) => Promise.all(names.map((name) => firm.person(["CLIENT"], { name })));

test("a client who was imported twice becomes one, and the old id answers as the new one wherever an id is given", async () => {
  const [coach, fellow] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  const keep = await firm.person(["CLIENT"], { name: "Ada Lark" });
  const organization = await firm.organization();
  const duplicate = await firm.person(["CLIENT", "SPONSOR"], {
    ...{ name: "Lark, Ada", external_id: "hr-1", organization_id: organization, locale: "de" },
  });
  await firm.availability(coach);
  const [first, second] = [
    await firm.engagement({ coaches: [coach], participants: [keep] }, { title: "First" }),
    await firm.engagement({ coaches: [coach], participants: [duplicate] }, { title: "Second" }),
  ];
  const both = await firm.engagement({ coaches: [coach], participants: [duplicate, fellow] }, { format: "GROUP" });
  await firm.participant(both, keep, { joined_on: day(-10), left_on: day(50) });
  const session = await firm.session(both, {
    ...{ coaches: [coach], participants: [keep, duplicate, fellow], startsAt: at(-2, 9) },
  });
  await database.admin.query("update attendance set status = 'PRESENT' where firm_id = $1 and person_id = $2", [
    firm.firmId,
    duplicate,
  ]);
  await firm.session(second, { coaches: [coach], participants: [duplicate], startsAt: at(2, 9) });

  const tried = await merge(keep, duplicate, { dryRun: true });
  expect(tried).toEqual({
    userErrors: [],
    person: { id: apiId("person", keep), formerIds: [] },
    moved: [
      { kind: "ROLES", count: 2 },
      { kind: "ENGAGEMENTS", count: 2 },
      { kind: "ATTENDANCE", count: 2 },
    ],
    resolved: [
      { kind: "ENGAGEMENTS", count: 1, rule: expect.stringContaining("one membership") },
      { kind: "ATTENDANCE", count: 1, rule: expect.stringContaining("came") },
      { kind: "ROLES", count: 1, rule: expect.any(String) },
    ],
    dropped: ["NAME", "EMAIL", "LOCALE"],
  });
  expect(await rows("select id from merged_person where firm_id = $1")).toEqual([]);
  expect(await rows("select seq from event where firm_id = $1")).toEqual([]);
  const since = new Date().toISOString();
  expect(await merge(keep, duplicate)).toEqual({
    ...tried,
    person: { id: apiId("person", keep), formerIds: [apiId("person", duplicate)] },
  });

  expect(
    await rows(
      "select joined_on::text, left_on from engagement_participant where firm_id = $1 and engagement_id = $2 and person_id = $3",
      [both, keep],
    ),
  ).toEqual([{ joined_on: day(-30), left_on: null }]);
  expect(
    await rows("select person_id, status from attendance where firm_id = $1 and session_id = $2 order by status", [
      session,
    ]),
  ).toEqual([
    { person_id: fellow, status: "PENDING" },
    { person_id: keep, status: "PRESENT" },
  ]);
  const old = apiId("person", duplicate);
  const known = await owner.ask(
    `query($id: ID!, $since: DateTime!) {
      person(id: $id) { id name externalId roles organization { id } locale participation(first: 9) { totalCount } }
      node(id: $id) { id }
      people(first: 9, filter: { updatedSince: $since }) { nodes { id formerIds } }
      engagements(first: 9, filter: { participantId: $id }) { totalCount }
      changed: engagements(first: 9, filter: { updatedSince: $since }) { totalCount }
      sessions(first: 9, filter: { updatedSince: $since }) { totalCount }
    }`,
    { id: old, since },
  );
  expect(known).toEqual({
    person: {
      ...{
        id: apiId("person", keep),
        name: "Ada Lark",
        externalId: "hr-1",
        roles: ["CLIENT", "SPONSOR"],
        locale: "en",
      },
      ...{ organization: { id: apiId("organization", organization) }, participation: { totalCount: 3 } },
    },
    node: { id: apiId("person", keep) },
    people: { nodes: [{ id: apiId("person", keep), formerIds: [old] }] },
    engagements: { totalCount: 3 },
    changed: { totalCount: 2 },
    sessions: { totalCount: 2 },
  });
  const late = await firm.engagement({ coaches: [coach] }, { title: "Third" });
  const { addEngagementParticipant } = await owner.ask(
    `mutation($input: AddToEngagementInput!) { addEngagementParticipant(input: $input) { engagementParticipant { person { id } } userErrors { code } } }`,
    { input: { engagementId: apiId("engagement", late), personId: old, idempotencyKey: "late" } },
  );
  expect(addEngagementParticipant).toEqual({
    engagementParticipant: { person: { id: apiId("person", keep) } },
    userErrors: [],
  });
  expect(await refusal(keep, duplicate)).toMatchObject({ code: "INVALID" });
  expect(first).toBeTruthy();
});

test("a coach's duplicate brings sessions ahead, which nobody is told of as news, and questions about the old id are answered", async () => {
  const [keep, duplicate] = [
    await firm.person(["COACH"], { name: "Cy" }),
    await firm.person(["COACH"], { name: "Cyrus" }),
  ];
  const client = await firm.person(["CLIENT"]);
  await firm.availability(keep);
  await firm.availability(duplicate);
  const engagement = await firm.engagement({ coaches: [duplicate], participants: [client] });
  const { bookSession } = await owner.ask(
    `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`,
    {
      input: {
        ...{ engagementId: apiId("engagement", engagement), coachIds: [apiId("person", duplicate)] },
        ...{ startsAt: at(3, 9), endsAt: at(3, 10) },
      },
    },
  );
  expect(bookSession.userErrors).toEqual([]);
  await allDone(database, firm.firmId);
  const letters = () =>
    rows<{ kind: string; person_id: string }>("select kind, person_id from email where firm_id = $1 order by id");
  const before = await letters();
  expect(before).toHaveLength(2);
  const coach = await signedIn(firm, keep);
  const [log] = await rows<{ last: string }>("select last_seq as last from firm_counter where firm_id = $1");
  const changes =
    "subscription($id: ID!, $after: Int) { scheduleChanged(coachId: $id, after: $after) { seq session { id } } }";
  const following = coach.follow(changes, { id: apiId("person", keep), after: Number(log!.last) });
  expect((await merge(keep, duplicate)).userErrors).toEqual([]);
  await allDone(database, firm.firmId);
  expect(await letters()).toEqual(
    before.map((letter) => ({ ...letter, person_id: letter.person_id === duplicate ? keep : letter.person_id })),
  );
  expect(await following.until(1)).toMatchObject([
    { data: { scheduleChanged: { session: { id: bookSession.session.id } } } },
  ]);
  // The account is committed to what it took over.
  expect(
    await rows(
      `select c."sessionId" from identity.commitment c join identity.membership m using ("userId") where m."firmId" = $1 and m."personId" = $2`,
      [keep],
    ),
  ).toHaveLength(1);
  const old = { id: apiId("person", duplicate) };
  const range = `from: "${at(3, 0).toISOString()}", to: "${at(4, 0).toISOString()}"`;
  const asked = await owner.ask(
    `query($id: ID!) {
      schedule(coachIds: [$id], ${range}) { kind coach { id } session { id } }
      freeSlots(coachIds: [$id], durationMinutes: 60, first: 1, ${range}) { slots { startsAt } }
    }`,
    old,
  );
  expect(asked).toMatchObject({
    schedule: [{ kind: "SESSION", coach: { id: apiId("person", keep) }, session: { id: bookSession.session.id } }],
    freeSlots: { slots: [{ startsAt: at(3, 0).toISOString().replace(".000", "") }] },
  });
  const resumed = coach.follow("subscription($id: ID!) { scheduleChanged(coachId: $id, after: 0) { seq } }", old);
  await resumed.until(1);
});

test("what was shared with the duplicate stays hidden from the person until a coach shares it", async () => {
  const [coach, keep, duplicate] = [
    await firm.person(["COACH"]),
    await firm.person(["CLIENT"]),
    await firm.person(["CLIENT"]),
  ];
  const engagement = await firm.engagement({ coaches: [coach], participants: [duplicate] });
  await firm.note(engagement, coach, "SHARED", { created_at: at(-5, 9) });
  const client = await signedIn(firm, keep);
  expect((await merge(keep, duplicate)).userErrors).toEqual([]);
  const notes = `query($id: ID!) { engagement(id: $id) { notes(first: 9) { nodes { visibility } } } }`;
  const read = async () =>
    (await client.ask(notes, { id: apiId("engagement", engagement) })).engagement.notes.nodes as object[];
  expect(await read()).toEqual([]);
  const { shareEarlierNotes } = await (
    await signedIn(firm, coach)
  ).ask(`mutation($input: ShareEarlierNotesInput!) { shareEarlierNotes(input: $input) { userErrors { code } } }`, {
    input: { engagementId: apiId("engagement", engagement), personId: apiId("person", duplicate) },
  });
  expect(shareEarlierNotes.userErrors).toEqual([]);
  expect(await read()).toEqual([{ visibility: "SHARED" }]);
});

test("of two seats in a session one becomes free, calendars and feeds keep names and places of their own", async () => {
  const [keep, duplicate] = await people("One", "Two");
  const waiting = await firm.person(["CLIENT"]);
  const coach = await firm.person(["COACH"]);
  const group = await firm.engagement(
    { coaches: [coach], participants: [keep!, duplicate!, waiting] },
    { format: "GROUP" },
  );
  const session = await firm.session(
    group,
    { coaches: [coach], participants: [keep!, duplicate!], startsAt: at(5, 9) },
    { capacity: 2, seats_taken: 2, offer_minutes: 60 },
  );
  const seat = (person: string, status: string, turn: number) =>
    firm.row("seat", { session_id: session, person_id: person, status, turn, joined_at: new Date() });
  await seat(keep!, "TAKEN", 1);
  await seat(duplicate!, "TAKEN", 2);
  await seat(waiting, "WAITING", 3);
  for (const person of [keep!, duplicate!]) {
    const calendar = { coach_id: person, name: "Home", imported_at: new Date(), covered_until: new Date(), source: "" };
    await firm.row("busy_calendar", calendar);
    for (const place of [1, 2, 3])
      await firm.row("calendar_feed", {
        person_id: person,
        kind: "PERSON",
        place,
        secret_hash: "x",
        created_at: new Date(),
      });
  }
  expect((await merge(keep!, duplicate!)).userErrors).toEqual([]);
  await allDone(database, firm.firmId);
  expect(await rows("select person_id, status from seat where firm_id = $1 order by turn")).toEqual([
    { person_id: keep, status: "TAKEN" },
    { person_id: waiting, status: "OFFERED" },
  ]);
  expect(await rows("select seats_taken from session where firm_id = $1")).toEqual([{ seats_taken: 2 }]);
  expect(await rows("select coach_id, name from busy_calendar where firm_id = $1 order by name")).toEqual([
    { coach_id: keep, name: "Home" },
    { coach_id: keep, name: "Home (2)" },
  ]);
  const feeds = await rows<{ place: number }>(
    "select place from calendar_feed where firm_id = $1 and person_id = $2 and revoked_at is null order by 1",
    [keep],
  );
  expect(feeds.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
});

test("ten bookings at once for either of two who are merged meanwhile are all kept, for the one who stays", async () => {
  const [keep, duplicate] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  const engagements: string[] = [];
  for (const coach of [keep, duplicate]) {
    await firm.availability(coach);
    engagements.push(await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] }));
  }
  const book = (number: number) =>
    owner.ask(
      `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`,
      {
        input: {
          engagementId: apiId("engagement", engagements[number % 2]!),
          coachIds: [apiId("person", number % 2 === 0 ? keep : duplicate)],
          ...{ startsAt: at(4, 5 + number), endsAt: at(4, 6 + number), idempotencyKey: `booking ${number}` },
        },
      },
    );
  const numbers = Array.from({ length: 10 }, (_, number) => number);
  const [merged, ...booked] = await Promise.all([merge(keep, duplicate), ...numbers.map(book)]);
  const busy = booked.filter(({ bookSession }) => bookSession.userErrors[0]?.code === "BUSY").length;
  expect(busy).toBe(0);
  expect(merged.userErrors).toEqual([]);
  expect(booked.map(({ bookSession }) => bookSession.userErrors)).toEqual(numbers.map(() => []));
  expect(
    await rows("select coach_id, count(*)::int as count from session_coach where firm_id = $1 group by 1"),
  ).toEqual([{ coach_id: keep, count: 10 }]);
});
