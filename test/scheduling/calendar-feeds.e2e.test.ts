import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { calendarProblems } from "@coachwork/testing/calendar";
import ICAL from "ical.js";
import ical, { type VEvent } from "node-ical";
import { type Logged, statementsSentTo } from "../isolation/log.js";
import { objections } from "../isolation/shardable.js";
import { PUBLIC_URL } from "../support/platform.ts";
import { ownStage } from "../support/stage.ts";

let firm: FirmFactory;
/** An individual engagement and a group, both with the coach and the client. */
let people: Record<"manager" | "coach" | "client" | "fellow", string>;
let alone: string;
let group: string;

const { database, platform, signedIn } = await ownStage({ TRUST_PROXY: "1" });

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Northlight; Coaching" });
  people = {
    manager: await firm.person(["PROGRAM_MANAGER"], { name: "Mana" }),
    coach: await firm.person(["COACH"], { name: "Cora" }),
    client: await firm.person(["CLIENT"], { name: "Clio" }),
    fellow: await firm.person(["CLIENT"], { name: "Fela" }),
  };
  const { coach, client, fellow } = people;
  alone = await firm.engagement({ coaches: [coach], participants: [client] }, { title: "Alone" });
  const groups = { coaches: [coach], participants: [client, fellow] };
  group = await firm.engagement(groups, { title: "Group", format: "GROUP" });
  await firm.availability(coach);
});

const create = `mutation ($input: CreateCalendarFeedInput!) {
  createCalendarFeed(input: $input) { calendarFeed { id } address userErrors { code field message } }
}`;
const revoke = `mutation ($id: ID!) {
  revokeCalendarFeed(input: { id: $id }) { calendarFeed { revokedAt } userErrors { code field } }
}`;

interface NewFeed {
  readonly id: string;
  readonly address: string;
}

const as = (personId: string) => signedIn(firm, personId);

async function feedFor(client: TestClient, input: object = {}): Promise<NewFeed> {
  const { createCalendarFeed } = await client.ask(create, { input });
  expect(createCalendarFeed.userErrors).toEqual([]);
  return { id: createCalendarFeed.calendarFeed.id, address: createCalendarFeed.address };
}

async function feedOf(personId: string, input: object = {}): Promise<NewFeed> {
  return feedFor(await as(personId), input);
}

let networks = 0;

/** Reads an address as a calendar program does; each time from another network, unless said otherwise. */
function read(address: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  networks += 1;
  return fetch(address.replace(PUBLIC_URL, platform.url), {
    method,
    headers: { "x-forwarded-for": `10.0.${networks >> 8}.${networks & 255}`, ...headers },
  });
}

/** The events of a feed, by UID, as two programs read them alike and a third finds nothing wrong with them. */
async function eventsOf(address: string): Promise<Map<string, AnyData>> {
  const response = await read(address);
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(calendarProblems(text)).toEqual([]);
  const word = (event: ICAL.Component, name: string) => event.getFirstPropertyValue(name);
  const time = (event: ICAL.Component, name: string) =>
    new Date((word(event, name) as ICAL.Time).toUnixTime() * 1000).toISOString();
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((event) => ({
    uid: String(word(event, "uid")),
    summary: word(event, "summary"),
    description: word(event, "description"),
    status: word(event, "status"),
    sequence: word(event, "sequence"),
    stamp: time(event, "dtstamp"),
    startsAt: time(event, "dtstart"),
    endsAt: time(event, "dtend"),
  }));
  const others = Object.values(await ical.async.parseICS(text)).filter(
    (part): part is VEvent => part?.type === "VEVENT",
  );
  expect(others.map(({ uid, start }) => [uid, start.toISOString()]).sort()).toEqual(
    events.map(({ uid, startsAt }) => [uid, startsAt]).sort(),
  );
  return new Map(events.map((event) => [event.uid, event]));
}

const uid = (sessionId: string) => `session_${sessionId.replaceAll("-", "")}@coachwork`;
const summariesOf = async (address: string) =>
  [...(await eventsOf(address)).values()].map(({ summary }) => summary).sort();
const session = (engagement: string, startsAt: Date, values: object = {}) =>
  firm.session(engagement, { coaches: [people.coach], startsAt }, { ...values });

describe("A calendar feed", () => {
  test("has the sessions of its person, at an address that is shown once", async () => {
    const coach = await as(people.coach);
    const booked = await session(alone, at(3, 10), { time_zone: "America/New_York", kind: "REVIEW", sequence: 2 });
    await session(group, at(4, 10));
    const another = await firm.person(["COACH"]);
    await firm.session(alone, { coaches: [another], startsAt: at(5, 10) });

    const input = { idempotencyKey: "feed" };
    const { id, address } = await feedFor(coach, input);
    expect(address).toMatch(new RegExp(`^${PUBLIC_URL}/calendars/[\\w-]{86}\\.ics$`));
    const { createCalendarFeed: again } = await coach.ask(create, { input });
    expect(again).toEqual({ calendarFeed: { id }, address: null, userErrors: [] });

    const response = await read(address);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="coachwork.ics"',
      "cache-control": "private, no-cache",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
    });
    expect(await response.text()).toContain("X-WR-CALNAME:Northlight\\; Coaching\r\n");
    const events = await eventsOf(address);
    expect(events.size).toBe(2);
    expect(events.get(uid(booked))).toMatchObject({
      summary: "Alone · Review · Clio",
      status: "CONFIRMED",
      sequence: 2,
      startsAt: at(3, 10).toISOString(),
      endsAt: at(3, 11).toISOString(),
    });
    expect([...events.values()].find(({ summary }) => summary === "Group").description).toBe("Clio\nFela");

    const { me } = await coach.ask(
      "{ me { calendarFeeds(first: 9) { nodes { id kind createdAt revokedAt lastUsedAt } } } }",
    );
    const instant = expect.stringMatching(/Z$/);
    expect(me.calendarFeeds.nodes).toEqual([
      { id, kind: "PERSON", createdAt: instant, revokedAt: null, lastUsedAt: instant },
    ]);
  });

  test("is a client's likewise, with whom they meet", async () => {
    await session(alone, at(3, 10));
    await session(group, at(4, 10));
    await firm.session(await firm.engagement({ coaches: [people.coach], participants: [people.fellow] }), {
      coaches: [people.coach],
      startsAt: at(5, 10),
    });
    const events = [...(await eventsOf((await feedOf(people.client)).address)).values()];
    expect(events.map(({ summary, description }) => [summary, description]).sort()).toEqual([
      ["Alone · Cora", null],
      ["Group", "Cora\nFela"],
    ]);
  });

  test("of the kind COACH has what its person coaches, and not what they take part in", async () => {
    const supervisor = await firm.person(["COACH"], { name: "Supa" });
    const both = await firm.person(["COACH", "CLIENT"], { name: "Bo" });
    const coached = await firm.engagement({ coaches: [both], participants: [people.client] }, { title: "Coached" });
    const joined = await firm.engagement({ coaches: [supervisor], participants: [both] }, { title: "Joined" });
    await firm.session(coached, { coaches: [both], startsAt: at(3, 10) });
    await firm.session(joined, { coaches: [supervisor], startsAt: at(4, 10) });
    const client = await as(both);
    expect(await summariesOf((await feedFor(client)).address)).toEqual(["Coached · Clio", "Joined · Supa"]);
    expect(await summariesOf((await feedFor(client, { kind: "COACH" })).address)).toEqual(["Coached · Clio"]);
  });

  test("goes from 90 days back to 400 days ahead, and has nothing that is only held", async () => {
    await session(alone, at(-89, 12), { kind: "INTAKE" });
    await session(alone, at(399, 12), { kind: "REVIEW" });
    await session(alone, at(-91, 12));
    await session(alone, at(401, 12));
    await session(alone, at(3, 10), { status: "HELD" });
    await session(alone, at(4, 10), { status: "EXPIRED" });
    await database.admin.query("update engagement_coach set joined_on = $2 where firm_id = $1", [
      firm.firmId,
      day(-200),
    ]);
    const { address } = await feedOf(people.coach);
    expect((await summariesOf(address)).map((summary) => String(summary).split(" · ")[1])).toEqual([
      "Intake",
      "Review",
    ]);
  });

  test("has the sessions with seats of who has a seat, and with whom", async () => {
    const [member, seats] = [await firm.person(["CLIENT"], { name: "Mem" }), { capacity: 3, offer_minutes: 60 }];
    await firm.participant(group, member);
    const participants = [people.client, member];
    await firm.session(group, { coaches: [people.coach], participants, startsAt: at(3, 10) }, seats);
    const told = async (personId: string) =>
      [...(await eventsOf((await feedOf(personId)).address)).values()].map(({ description }) => description);
    expect(await told(people.client)).toEqual(["Cora\nMem"]);
    expect(await told(people.coach)).toEqual(["Clio\nMem"]);
    expect(await told(people.fellow)).toEqual([]);
  });

  test("has the agenda for those alone who may read it", async () => {
    await session(alone, at(3, 10), { agenda: "The committee" });
    const runner = await firm.person(["PROGRAM_MANAGER"]);
    await firm.coach(alone, runner);
    await firm.session(alone, { coaches: [runner], startsAt: at(4, 10) }, { agenda: "The committee" });
    const told = async (personId: string) =>
      [...(await eventsOf((await feedOf(personId)).address)).values()].map(({ description }) => description);
    expect(await told(people.coach)).toEqual(["The committee"]);
    expect(await told(people.client)).toEqual(["The committee", "The committee"]);
    expect(await told(runner)).toEqual([null]);
  });

  test("keeps what was booked and called off as cancelled, until 30 days after its time", async () => {
    const cancelled = { status: "CANCELLED", cancelled_by: "FIRM", cancelled_at: at(-40, 8) };
    const kept = await session(alone, at(-29, 10), cancelled);
    await session(alone, at(-31, 10), cancelled);
    await session(alone, at(-20, 10), { ...cancelled, held_until: at(-40, 9), held_by_id: people.coach });
    const events = await eventsOf((await feedOf(people.coach)).address);
    expect([...events.values()]).toMatchObject([{ uid: uid(kept), status: "CANCELLED" }]);
  });
});

describe("What a calendar program has already", () => {
  test("is not sent again until it changes; a move and a cancellation raise SEQUENCE and leave the UID", async () => {
    const manager = await as(people.manager);
    const id = await session(alone, at(3, 10), { created_at: at(-3, 8) });
    const { address } = await feedOf(people.client);
    const first = await read(address);
    const tag = first.headers.get("etag")!;
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`]) {
      const response = await read(address, { "if-none-match": known });
      expect([known, response.status, await response.text()]).toEqual([known, 304, ""]);
      expect(response.headers.get("etag")).toBe(tag);
      expect(response.headers.get("cache-control")).toBe("private, no-cache");
    }
    expect((await read(address, { "if-none-match": `"another"` })).status).toBe(200);
    const before = (await eventsOf(address)).get(uid(id));
    expect(before).toMatchObject({ sequence: 0, stamp: at(-3, 8).toISOString() });

    const change = async (mutation: string) => {
      const { change } = await manager.ask(
        `mutation { change: ${mutation} { session { id } userErrors { code message } } }`,
      );
      expect(change.userErrors).toEqual([]);
      const response = await read(address, { "if-none-match": tag });
      expect([response.status, response.headers.get("etag") === tag]).toEqual([200, false]);
      return (await eventsOf(address)).get(uid(id));
    };
    const times = `startsAt: "${at(4, 12).toISOString()}", endsAt: "${at(4, 13).toISOString()}"`;
    const moved = await change(`rescheduleSession(input: { id: "${apiId("session", id)}", ${times} })`);
    expect(moved).toMatchObject({ sequence: 1, status: "CONFIRMED", startsAt: at(4, 12).toISOString() });
    expect(moved.stamp > before.stamp).toBe(true);
    const off = await change(`cancelSession(input: { id: "${apiId("session", id)}" })`);
    expect(off).toMatchObject({ sequence: 2, status: "CANCELLED", startsAt: at(4, 12).toISOString() });
    expect(off.stamp >= moved.stamp).toBe(true);
  });

  test("is asked about by HEAD without being sent", async () => {
    await session(alone, at(3, 10));
    const { address } = await feedOf(people.coach);
    const [get, head] = [await read(address), await read(address, {}, "HEAD")];
    const headers = (response: Response) => {
      const { date, connection, "keep-alive": kept, ...rest } = Object.fromEntries(response.headers);
      return rest;
    };
    expect([head.status, await head.text(), headers(head)]).toEqual([200, "", headers(get)]);
  });
});

describe("A feed shows what its person may see now", () => {
  test("and not what they saw before they left an engagement", async () => {
    await session(alone, at(3, 10));
    await session(group, at(4, 10));
    const [coach, client] = [await feedOf(people.coach), await feedOf(people.client)];
    const leave = (table: string, personId: string) =>
      database.admin.query(
        `update ${table} set left_on = $4 where firm_id = $1 and person_id = $2 and engagement_id = $3`,
        [firm.firmId, personId, group, day(0)],
      );
    await leave("engagement_participant", people.client);
    expect(await summariesOf(client.address)).toEqual(["Alone · Cora"]);
    await leave("engagement_coach", people.coach);
    expect(await summariesOf(coach.address)).toEqual(["Alone · Clio"]);
  });

  test("nor what is on after they leave, or before they join", async () => {
    await session(group, at(3, 10), { kind: "INTAKE" });
    await session(group, at(5, 10));
    await database.admin.query(
      "update engagement_participant set left_on = $3 where firm_id = $1 and person_id = $2 and engagement_id = $4",
      [firm.firmId, people.client, day(4), group],
    );
    await session(group, at(-3, 10));
    const newcomer = await firm.person(["CLIENT"]);
    await firm.participant(group, newcomer, { joined_on: day(0) });
    expect(await summariesOf((await feedOf(people.client)).address)).toEqual(["Group", "Group · Intake"]);
    expect(
      [...(await eventsOf((await feedOf(newcomer)).address)).values()].map(({ startsAt }) => startsAt).sort(),
    ).toEqual([at(3, 10), at(5, 10)].map((instant) => instant.toISOString()));
  });
});

describe("What is no feed", () => {
  const swap = (address: string, change: (octets: Buffer) => void) => {
    const octets = Buffer.from(/([\w-]{86})\.ics$/.exec(address)![1]!, "base64url");
    change(octets);
    return address.replace(/[\w-]{86}\.ics$/, `${octets.toString("base64url")}.ics`);
  };
  const roles = (personId: string, role: string | null) =>
    database.admin
      .query("delete from person_role where firm_id = $1 and person_id = $2", [firm.firmId, personId])
      .then(() =>
        role === null
          ? undefined
          : database.admin.query("insert into person_role (firm_id, person_id, role) values ($1, $2, $3)", [
              firm.firmId,
              personId,
              role,
            ]),
      );

  test("is answered alike, whatever is wrong, by the same statements", async () => {
    await session(alone, at(3, 10));
    const { address } = await feedOf(people.coach);
    const [revoked, other] = [await feedOf(people.client), await feedOf(people.fellow)];
    await (await as(people.client)).ask(revoke, { id: revoked.id });
    const another = await FirmFactory.create(database.admin);
    const [none, finance] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
    const [noRole, noTimes] = [await feedOf(none), await feedOf(finance)];
    await roles(none, null);
    await roles(finance, "FINANCE");
    const octetsOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
    const token = /[\w-]{86}/.exec(address)![0];

    const addresses = {
      "that never was": swap(address, (octets) => octets.fill(1, 16, 32)),
      revoked: revoked.address,
      "with another secret": swap(address, (octets) => (octets[63]! ^= 1)),
      "with another's secret": swap(address, (octets) =>
        Buffer.from(/[\w-]{86}/.exec(other.address)![0], "base64url").copy(octets, 32, 32),
      ),
      "of another firm": swap(address, (octets) => octetsOf(another.firmId).copy(octets, 0)),
      "of another's feed": swap(address, (octets) => octetsOf(other.id.slice(-32)).copy(octets, 16)),
      "whose person holds no role": noRole.address,
      "whose person sees no times": noTimes.address,
      "cut short": `${platform.url}/calendars/${token.slice(0, -1)}.ics`,
      "too long": `${platform.url}/calendars/${token.repeat(40)}.ics`,
      "of no form": `${platform.url}/calendars/a/b%00c.ics`,
      "without its ending": `${platform.url}/calendars/${token}`,
      "without a name": `${platform.url}/calendars/`,
    };
    const answers: [string, unknown][] = [];
    const sent: [string, string[]][] = [];
    for (const [name, wrong] of Object.entries(addresses)) {
      const mark = `select 'asking ${randomUUID()}'`;
      await database.admin.query(mark);
      const response = await read(wrong);
      const { date, ...headers } = Object.fromEntries(response.headers);
      answers.push([name, [response.status, headers, await response.text()]]);
      const log = await statementsSentTo(database);
      const since = log.slice(log.findIndex(({ text }) => text === mark) + 1).filter(isFeeds);
      sent.push([name, since.map(({ text }) => text)]);
    }
    const [[, expected]] = answers as [[string, [number, object, string]]];
    expect([expected[0], expected[2]]).toEqual([404, "There is no such calendar.\n"]);
    expect(answers).toEqual(answers.map(([name]) => [name, expected]));
    expect(sent[0]![1]).toEqual([expect.stringContaining("from calendar_feed c")]);
    expect(sent).toEqual(sent.map(([name]) => [name, sent[0]![1]]));

    await roles(none, "COACH");
    expect((await read(noRole.address)).status).toBe(200);
    expect((await read(address)).status).toBe(200);
  });

  /** What the scheduling service sends, but for what it does by itself. */
  const isFeeds = ({ application, text }: Logged) =>
    application === "coachwork scheduling" && /calendar_feed|session|engagement|person /.test(text);

  test("becomes of a feed as soon as it is revoked, by its person or by who runs the practice", async () => {
    const [coach, manager] = [await as(people.coach), await as(people.manager)];
    for (const revoker of [coach, manager]) {
      const { id, address } = await feedFor(coach);
      expect((await read(address)).status).toBe(200);
      const { revokeCalendarFeed } = await revoker.ask(revoke, { id });
      expect(revokeCalendarFeed).toEqual({
        calendarFeed: { revokedAt: expect.stringMatching(/Z$/) },
        userErrors: [],
      });
      expect((await read(address)).status).toBe(404);
      expect((await revoker.ask(revoke, { id })).revokeCalendarFeed).toEqual(revokeCalendarFeed);
    }
    const { rows } = await database.admin.query(
      "select type, count(*)::integer from event where firm_id = $1 and type like 'calendar_feed.%' group by type order by type",
      [firm.firmId],
    );
    expect(rows).toEqual([
      { type: "calendar_feed.created", count: 2 },
      { type: "calendar_feed.revoked", count: 2 },
    ]);
  });

  test("is somebody else's to whoever does not run the practice", async () => {
    const { id, address } = await feedOf(people.client);
    const coach = await as(people.coach);
    const { revokeCalendarFeed } = await coach.ask(revoke, { id });
    expect(revokeCalendarFeed).toEqual({
      calendarFeed: null,
      userErrors: [{ code: "NOT_FOUND", field: ["input", "id"] }],
    });
    const person = `person(id: "${apiId("person", people.client)}") { calendarFeeds(first: 9) { totalCount nodes { id } } }`;
    const shown = (data: AnyData) => [data.node, data.person.calendarFeeds.totalCount];
    const query = `{ node(id: "${id}") { id } ${person} }`;
    expect(shown(await coach.ask(query))).toEqual([null, 0]);
    expect(shown(await (await as(people.manager)).ask(query))).toEqual([{ id }, 1]);
    expect((await read(address)).status).toBe(200);
  });
});

describe("A person has", () => {
  test("at most five feeds, however many are made at once, until one is revoked", async () => {
    const coach = await as(people.coach);
    const answers = await Promise.all(Array.from({ length: 12 }, () => coach.ask(create, { input: {} })));
    const made = answers.flatMap(({ createCalendarFeed: { calendarFeed } }) => calendarFeed ?? []);
    const codes = answers.flatMap(({ createCalendarFeed: { userErrors } }) =>
      userErrors.map(({ code }: AnyData) => code),
    );
    expect([made.length, codes]).toEqual([5, Array.from({ length: 7 }, () => "TOO_MANY_FEEDS")]);
    await coach.ask(revoke, { id: made[2].id });
    await feedFor(coach);
    expect((await coach.ask(create, { input: {} })).createCalendarFeed.userErrors[0].code).toBe("TOO_MANY_FEEDS");
    // Another's are counted apart.
    await feedOf(people.client);
  });

  test.each([
    ["CLIENT", { kind: "COACH" }, "NOT_A_COACH"],
    ["PROGRAM_MANAGER", { kind: "COACH" }, "NOT_A_COACH"],
    ["SPONSOR", {}, "FORBIDDEN"],
    ["FINANCE", {}, "FORBIDDEN"],
  ])("no feed as %s of %j: %s", async (role, input, code) => {
    const { createCalendarFeed } = await (await as(await firm.person([role]))).ask(create, { input });
    expect(createCalendarFeed).toMatchObject({ calendarFeed: null, address: null, userErrors: [{ code }] });
  });
});

describe("An address is a secret:", () => {
  test("neither the database nor its log has it", async () => {
    await session(alone, at(3, 10));
    const { address } = await feedFor(await as(people.coach), { idempotencyKey: "secret" });
    await read(address);
    const token = /[\w-]{86}/.exec(address)![0];
    const secret = Buffer.from(token, "base64url").subarray(32);
    const { rows } = await database.admin.query<{ row: string }>(
      `select c::text as row from calendar_feed c where firm_id = $1
       union all select k::text from idempotency_key k where firm_id = $1 union all select e::text from event e where firm_id = $1`,
      [firm.firmId],
    );
    const said = [...rows.map(({ row }) => row), ...(await statementsSentTo(database)).map(({ text }) => text)].join(
      "\n",
    );
    expect(rows).toHaveLength(3);
    for (const form of [token, token.slice(43), secret.toString("hex"), secret.toString("base64url")])
      expect(said.includes(form)).toBe(false);
  });

  test("whoever tries many is told to wait, and nobody else is", async () => {
    const { address } = await feedOf(people.coach);
    const from = { "x-forwarded-for": "192.0.2.7" };
    const answers = await Promise.all(Array.from({ length: 80 }, () => read(`${platform.url}/calendars/x.ics`, from)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status !== 429 && status !== 404)).toEqual([]);
    expect((await read(address)).status).toBe(200);
  });

  test("every statement that serves it names the firm", async () => {
    const { rows } = await database.admin.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    const tables = new Set(rows.map(({ name }) => name).filter((name) => name !== "migration"));
    const statements = new Set(
      (await statementsSentTo(database))
        .filter(({ application }) => application === "coachwork scheduling")
        .map(({ text }) => text),
    );
    const served = [...statements].filter((text) => /calendar_feed|session/.test(text));
    expect(served.length).toBeGreaterThan(5);
    expect((await Promise.all(served.map((text) => objections(text, tables)))).flat()).toEqual([]);
  });

  test("when the schedule cannot be reached, programs are told to come back, and no log has an address", async () => {
    const { address } = await feedOf(people.coach);
    await platform.scheduling.stop();
    const response = await read(address);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
    expect(await response.text()).toBe("The calendar cannot be read just now; try again shortly.\n");
    await platform.logged("A calendar could not be read.");
    const token = /[\w-]{86}/.exec(address)![0];
    expect(platform.lines().filter((line) => line.includes(token))).toEqual([]);
  });
});
