import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, TestClient, until } from "@coachwork/testing";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let owner: TestClient;

const { database, platform, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await as(await firm.person(["OWNER"]));
});

const as = (person: string, of = firm) => signedIn(of, person);

async function change(by: TestClient, name: string, personId: string, more: object = {}): Promise<string[]> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
  const key = name === "updatePerson" ? "id" : "personId";
  const { [name]: payload } = await by.ask(mutation, { input: { [key]: apiId("person", personId), ...more } });
  return payload.userErrors.map(({ code }: { code: string }) => code);
}

/** The statuses of sessions, once none is as it was any more; or as they are after a while. */
async function statusesOf(ids: readonly string[], wanted: readonly string[]): Promise<string[]> {
  for (let waited = 0; ; waited += 50) {
    const { rows } = await database.admin.query<{ status: string }>(
      "select status from session where firm_id = $1 and id = any($2) order by array_position($2, id)",
      [firm.firmId, ids],
    );
    const statuses = rows.map(({ status }) => status);
    if (waited > 20_000 || JSON.stringify(statuses) === JSON.stringify(wanted)) return statuses;
    await sleep(50);
  }
}

test("whoever is deactivated is out at once: token, socket and keys; what is ahead is called off and comes not back with them", async () => {
  const [coach, other] = [await firm.person(["COACH", "ADMIN"]), await firm.person(["COACH"])];
  const client = await firm.person(["CLIENT"]);
  const alone = await firm.engagement({ coaches: [coach], participants: [client] });
  const shared = await firm.engagement({ coaches: [coach, other], participants: [client] });
  const sessions = [
    await firm.session(alone, { coaches: [coach], participants: [client], startsAt: at(2, 9) }),
    await firm.session(shared, { coaches: [coach, other], participants: [client], startsAt: at(2, 11) }),
    await firm.session(alone, { coaches: [coach], participants: [client], startsAt: at(-2, 9) }),
  ];
  const leaver = await as(coach);
  const made = await leaver.ask(
    `mutation { createApiKey(input: { name: "Theirs", scopes: ["people:read"] }) { secret userErrors { code } } }`,
  );
  const key = new TestClient(platform.url, made.createApiKey.secret);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeUndefined();
  const calledOff = await firm.session(alone, { coaches: [coach], participants: [client], startsAt: at(3, 9) });
  await owner.ask("mutation($id: ID!) { cancelSession(input: { id: $id }) { userErrors { code } } }", {
    id: apiId("session", calledOff),
  });
  const changes = `subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq } }`;
  const following = leaver.follow(changes, { coach: apiId("person", coach) });
  await following.until(1);

  expect(await change(owner, "deactivatePerson", coach)).toEqual([]);
  expect(await following.untilEnded(5_000)).toBeTruthy();
  expect((await leaver.send("{ me { id } }")).errors).toMatchObject([{ extensions: { code: "FIRM_NOT_CHOSEN" } }]);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeDefined();
  expect(await statusesOf(sessions, ["CANCELLED", "CONFIRMED", "CONFIRMED"])).toEqual([
    "CANCELLED",
    "CONFIRMED",
    "CONFIRMED",
  ]);

  const seen = `query($id: ID!) { node(id: $id) { ... on Person { status roles } } }`;
  const person = { id: apiId("person", coach) };
  expect((await owner.ask(seen, person)).node).toEqual({ status: "DEACTIVATED", roles: [] });
  expect(await change(owner, "deactivatePerson", coach)).toEqual(["ALREADY_DEACTIVATED"]);
  expect(await change(owner, "updatePerson", coach, { roles: ["COACH"] })).toEqual(["INVALID"]);
  expect(await change(owner, "invitePerson", coach)).toEqual(["DEACTIVATED"]);

  expect(await change(owner, "reactivatePerson", coach)).toEqual([]);
  expect((await owner.ask(seen, person)).node).toEqual({ status: "ACTIVE", roles: ["ADMIN", "COACH"] });
  expect((await leaver.ask("{ me { id } }")).me).toEqual(person);
  expect(await statusesOf(sessions, ["CANCELLED", "CONFIRMED", "CONFIRMED"])).toHaveLength(3);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeDefined();
});

/** Coaches of a session, once it has those; or as they are after a while. */
async function coachesOf(session: string, wanted: string): Promise<string[]> {
  for (let waited = 0; ; waited += 50) {
    const { rows } = await database.admin.query<{ coach_id: string }>(
      "select coach_id from session_coach where firm_id = $1 and session_id = $2 and blocks order by coach_id",
      [firm.firmId, session],
    );
    const coaches = rows.map(({ coach_id }) => coach_id);
    if (waited > 20_000 || (coaches.length === 1 && coaches[0] === wanted)) return coaches;
    await sleep(50);
  }
}

async function counted(text: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await database.admin.query<{ count: number }>(`select count(*)::int as count ${text}`, [
    firm.firmId,
    ...values,
  ]);
  return rows[0]!.count;
}

test("a coach's engagements are handed over: sessions go on with the other, but for those at whose times they cannot", async () => {
  const [coach, successor] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  const client = await firm.person(["CLIENT"]);
  for (const each of [coach, successor])
    await firm.availability(each, { minimum_notice_minutes: 14 * 24 * 60, horizon_days: 15 });
  const alone = await firm.engagement({ coaches: [coach], participants: [client] });
  const both = await firm.engagement({ coaches: [coach, successor], participants: [client] });
  const over = await firm.engagement({ coaches: [coach], participants: [client] }, { status: "COMPLETED" });
  const theirs = await firm.engagement({ coaches: [successor], participants: [await firm.person(["CLIENT"])] });
  const of = (engagement: string, startsAt: Date, coaches = [coach]) =>
    firm.session(engagement, { coaches, participants: [client], startsAt });
  const busy = await of(alone, at(2, 9));
  await firm.session(theirs, { coaches: [successor], startsAt: at(2, 9, 30) });
  const [free, late] = [await of(alone, at(2, 12)), await of(alone, at(40, 12))];
  const [shared, asOne] = [await of(both, at(3, 9)), await of(both, at(3, 12), [coach, successor])];
  const past = await of(alone, at(-2, 9));
  const kept = [busy, free, late, shared, asOne, past];

  expect(await change(owner, "deactivatePerson", coach, { handOverToId: apiId("person", successor) })).toEqual([]);
  const wanted = ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED"];
  for (const session of [free, late, shared, asOne]) expect(await coachesOf(session, successor)).toEqual([successor]);
  expect(await statusesOf(kept, wanted)).toEqual(wanted);
  expect(await coachesOf(past, coach)).toEqual([coach]);
  expect(await counted("from session where firm_id = $1 and id = $2 and starts_at = $3", [free, at(2, 12)])).toBe(1);
  expect(await counted("from session where firm_id = $1 and id = $2 and cancelled_by = 'FIRM'", [busy])).toBe(1);
  expect(await counted("from allocation_entry where firm_id = $1")).toBe(0);
  const membership = "from engagement_coach where firm_id = $1 and person_id = $2 and engagement_id = $3";
  const joined = `${membership} and joined_on = current_date and notes_from = current_date and left_on is null`;
  expect(await counted(joined, [successor, alone])).toBe(1);
  expect(await counted(membership, [successor, both])).toBe(1);
  expect(await counted(membership, [successor, over])).toBe(0);
  expect(await counted("from event where firm_id = $1 and type = 'engagement.coach_joined'")).toBe(1);

  // The next one has what was handed over to them, and what the one before them gives back.
  const third = await firm.person(["COACH"]);
  await firm.availability(third);
  expect(await change(owner, "deactivatePerson", successor, { handOverToId: apiId("person", third) })).toEqual([]);
  for (const session of [free, late, shared, asOne]) expect(await coachesOf(session, third)).toEqual([third]);
});

test("a series goes on with the coach to whom it was handed over", async () => {
  const [coach, successor] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  for (const each of [coach, successor]) await firm.availability(each);
  const ahead = { ends_on: day(400), allocation_amount: 200 };
  const engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] }, ahead);
  const { bookSeries } = await owner.ask(
    `mutation($input: BookSeriesInput!) { bookSeries(input: $input) { series { id } userErrors { code message } } }`,
    {
      input: {
        ...{ engagementId: apiId("engagement", engagement), coachIds: [apiId("person", coach)] },
        ...{ firstStart: `${day(1)}T09:00`, durationMinutes: 60, timeZone: "UTC", rule: "FREQ=WEEKLY;COUNT=6" },
      },
    },
  );
  expect(bookSeries.userErrors).toEqual([]);
  const named = "from session_coach where firm_id = $1 and coach_id = $2";
  const all = await counted(named, [coach]);
  expect(all).toBeGreaterThan(0);
  expect(await change(owner, "deactivatePerson", coach, { handOverToId: apiId("person", successor) })).toEqual([]);
  for (let waited = 0; (await counted(named, [successor])) < all && waited < 20_000; waited += 50) await sleep(50);

  const { changeSeries } = await owner.ask(
    `mutation($input: ChangeSeriesInput!) { changeSeries(input: $input) { conflicts { code } userErrors { code message } } }`,
    { input: { id: bookSeries.series.id, from: at(8, 9), rule: "FREQ=WEEKLY;COUNT=9" } },
  );
  expect(changeSeries).toEqual({ conflicts: [], userErrors: [] });
  expect(await counted(named, [successor])).toBeGreaterThan(all);
});

test("nobody takes over who is no coach of this firm, is out, or takes part; nobody hands over to themselves", async () => {
  const [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  const learner = await firm.person(["COACH", "CLIENT"]);
  await firm.engagement({ coaches: [coach], participants: [client] }, { title: "One" });
  await firm.engagement({ coaches: [coach], participants: [learner] }, { title: "Another" });
  const out = await firm.person(["COACH"]);
  expect(await change(owner, "deactivatePerson", out)).toEqual([]);
  const admin = await firm.person(["ADMIN", "COACH"]);
  const stranger = await (await FirmFactory.create(database.admin)).person(["COACH"]);
  const handOver = async (to: string, by = owner) =>
    change(by, "deactivatePerson", coach, { handOverToId: apiId("person", to) });

  expect(await handOver(client)).toEqual(["NOT_A_COACH"]);
  expect(await handOver(out)).toEqual(["DEACTIVATED"]);
  expect(await handOver(coach)).toEqual(["INVALID"]);
  expect(await handOver(stranger)).toEqual(["NOT_FOUND"]);
  expect(await handOver(learner)).toEqual(["TAKES_PART"]);
  expect(await handOver(admin, await as(admin))).toEqual(["NEEDS_CONSENT"]);
  expect(await counted("from engagement_coach where firm_id = $1 and left_on is not null")).toBe(0);
  expect(await counted("from person where firm_id = $1 and status = 'DEACTIVATED'")).toBe(1);
});

test("sign-in neither lists nor opens a firm that somebody was taken out of", async () => {
  const coach = await firm.person(["COACH"]);
  const token = await signIn(database, firm, coach);
  const ask = async (path: string, body?: object) =>
    fetch(`${platform.url}/auth/firms${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const listed = async () => ((await (await ask("")).json()) as { firms: object[] }).firms.length;
  const firmId = apiId("firm", firm.firmId);
  expect(await listed()).toBe(1);
  expect(await change(owner, "deactivatePerson", coach)).toEqual([]);
  expect(await listed()).toBe(0);
  expect((await ask("/choose", { firmId })).status).toBe(404);
  expect(await change(owner, "reactivatePerson", coach)).toEqual([]);
  expect(await listed()).toBe(1);
  expect((await ask("/choose", { firmId })).status).toBe(200);
});

test("calendars of whoever is deactivated are not refreshed until they are back", async () => {
  const coach = await firm.person(["COACH"]);
  await firm.availability(coach);
  const { importBusyCalendar } = await (
    await as(coach)
  ).ask(
    `mutation($input: ImportBusyCalendarInput!) { importBusyCalendar(input: $input) { busyCalendar { id } userErrors { code } } }`,
    {
      input: {
        ...{ coachId: apiId("person", coach), name: "Theirs" },
        ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
      },
    },
  );
  expect(importBusyCalendar.userErrors).toEqual([]);
  const jobs = () =>
    counted(
      "from graphile_worker._private_jobs j where j.payload->>'firmId' = $1::text and j.payload->>'calendar' is not null",
    );
  const untilJobs = (wanted: number) => until(`${wanted} jobs`, jobs, (count) => count === wanted);
  await untilJobs(1);
  expect(await change(owner, "deactivatePerson", coach)).toEqual([]);
  await database.admin.query("update busy_calendar set next_refresh_at = now() where firm_id = $1", [firm.firmId]);
  await database.admin.query(
    "update graphile_worker._private_jobs set run_at = now() where payload->>'firmId' = $1::text and payload->>'calendar' is not null",
    [firm.firmId],
  );
  await untilJobs(0);
  expect(await change(owner, "reactivatePerson", coach)).toEqual([]);
  await untilJobs(1);
});

test("the firm keeps an owner, and only an owner deactivates one", async () => {
  const admin = await as(await firm.person(["ADMIN"]));
  const { me } = await owner.ask("{ me { id } }");
  const second = await firm.person(["OWNER"]);
  expect(await change(admin, "deactivatePerson", second)).toEqual(["FORBIDDEN"]);
  expect(await change(owner, "deactivatePerson", second)).toEqual([]);
  expect(await change(admin, "reactivatePerson", second)).toEqual(["FORBIDDEN"]);
  const mutation = `mutation($input: DeactivatePersonInput!) { deactivatePerson(input: $input) { userErrors { code } } }`;
  expect((await owner.ask(mutation, { input: { personId: me.id } })).deactivatePerson.userErrors).toEqual([
    { code: "LAST_OWNER" },
  ]);
});

test("who loses the role COACH stops coaching; a client alone with a coach who loses the role CLIENT is expected no more", async () => {
  const [coach, second, client] = [
    await firm.person(["COACH", "ADMIN"]),
    await firm.person(["COACH"]),
    await firm.person(["CLIENT", "SPONSOR"]),
  ];
  const left = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
  const alone = await firm.engagement({ coaches: [second], participants: [client] });
  const sessions = [
    await firm.session(left, { coaches: [coach], startsAt: at(2, 9) }),
    await firm.session(alone, { coaches: [second], participants: [client], startsAt: at(2, 9) }),
  ];
  expect(await change(owner, "updatePerson", coach, { roles: ["ADMIN"] })).toEqual([]);
  expect(await change(owner, "updatePerson", client, { roles: ["SPONSOR"] })).toEqual([]);
  expect(await statusesOf(sessions, ["CANCELLED", "CANCELLED"])).toEqual(["CANCELLED", "CANCELLED"]);
});
