import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import { calendarProblems } from "@coachwork/testing/calendar";
import ICAL from "ical.js";
import ical, { type VEvent } from "node-ical";
import { PUBLIC_URL } from "../support/platform.ts";
import {
  alone,
  as,
  create,
  database,
  feedFor,
  feedOf,
  firm,
  group,
  people,
  playOn,
  read,
  session,
} from "./calendar-feeds-world.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

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
    const { address } = await feedOf(people.coach);
    const events = await eventsOf(address);
    expect([...events.values()]).toMatchObject([{ uid: uid(kept), status: "CANCELLED" }]);
    // Many programs show a cancelled event like any other.
    const text = (await (await read(address)).text()).replaceAll("\r\n ", "");
    expect(text).toMatch(/^SUMMARY:Cancelled: /m);
    expect(text).toContain("\r\nTRANSP:TRANSPARENT\r\n");
  });

  test("says how often it may be read again", async () => {
    const text = await (await read((await feedOf(people.coach)).address)).text();
    expect(text).toContain("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
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
      const {
        date,
        connection,
        "keep-alive": kept,
        "x-request-id": id,
        ...rest
      } = Object.fromEntries(response.headers);
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

testStatements({
  database: () => database,
  about: /calendar_feed/,
  kinds: [/calendar_feed/],
});
