import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, type TestClient } from "@coachwork/testing";
import * as to from "./seats-world.js";
import { offerEnd, seatedSession, seatId, seatsOf, statuses, whenDue } from "./seats-world.js";
import { ask, bookGroup, database, eventsOf, group, playOn, sessionOf, signedIn, take, their } from "./seats-group.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

const codes = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

describe("a session of a group", () => {
  test("is booked with seats, which nobody has then, and without them everybody is expected", async () => {
    const seats = { capacity: 3, minimum: 2, decideBy: at(2, 10), offerMinutes: 60 };
    const booked = await bookGroup(group.asCoach, seats);
    expect(booked.userErrors).toEqual([]);
    expect(booked.session).toMatchObject({
      ...{ capacity: 3, minimum: 2, decideBy: `${day(2)}T10:00:00Z`, offerMinutes: 60, seatsTaken: 0 },
      attendance: [],
    });
    const open = await ask(group.asCoach, to.book, {
      ...{ engagementId: apiId("engagement", group.engagement), startsAt: at(4, 10), endsAt: at(4, 11) },
    });
    expect(open.session).toMatchObject({ capacity: null, offerMinutes: null, seatsTaken: 0 });
    expect(open.session.attendance).toHaveLength(4);
    expect(codes(await ask(group.as[0]!, to.take, { sessionId: open.session.id }))).toEqual(["NO_SEATS"]);
  });

  test("is not booked with seats that make no sense", async () => {
    const aim = { minimum: 2, decideBy: at(2, 10) };
    const wrong: readonly [seats: object, code: string, field: string][] = [
      [{ capacity: 0 }, "INVALID", "capacity"],
      [{ capacity: 501 }, "INVALID", "capacity"],
      [{ capacity: 3, offerMinutes: 4 }, "INVALID", "offerMinutes"],
      [{ capacity: 3, offerMinutes: 20_161 }, "INVALID", "offerMinutes"],
      [{ capacity: 3, minimum: 2 }, "REQUIRED", "decideBy"],
      [{ capacity: 3, decideBy: at(2, 10) }, "REQUIRED", "minimum"],
      [{ ...aim, capacity: 1 }, "INVALID", "minimum"],
      [{ ...aim, capacity: 3, minimum: 0 }, "INVALID", "minimum"],
      [{ ...aim, capacity: 3, decideBy: at(3, 10) }, "INVALID", "decideBy"],
      [{ ...aim, capacity: 3, decideBy: at(-1, 10) }, "INVALID", "decideBy"],
    ];
    for (const [seats, code, field] of wrong) {
      const { session, userErrors } = await bookGroup(group.asManager, seats);
      const refusal = { code, field: ["input", "seats", field], message: expect.any(String) };
      expect([seats, session, userErrors]).toEqual([seats, null, [refusal]]);
    }
  });

  test("has seats because its coaches or the firm say so, and one person or a team has none", async () => {
    expect(codes(await bookGroup(group.as[0]!, { capacity: 3 }))).toEqual(["FORBIDDEN"]);
    const { firm, coach, clients } = group;
    const alone = await firm.engagement({ coaches: [coach], participants: clients.slice(0, 1) });
    expect(codes(await bookGroup(group.asManager, { capacity: 3 }, alone))).toEqual(["NOT_A_GROUP"]);
    const team_id = await firm.team(await firm.organization());
    const team = await firm.engagement({ coaches: [coach], participants: clients }, { format: "TEAM", team_id });
    expect(codes(await bookGroup(group.asManager, { capacity: 3 }, team))).toEqual(["NOT_A_GROUP"]);
  });
});

describe("seats", () => {
  test("are taken until none is left; then people wait in line, and know where they stand", async () => {
    const session = await seatedSession(group, 2);
    const answers = [];
    for (const client of group.as) answers.push(await take(client, session));
    expect(answers.map(({ seat }) => [seat.status, seat.placeInLine])).toEqual([
      ["TAKEN", null],
      ["TAKEN", null],
      ["WAITING", 1],
      ["WAITING", 2],
    ]);
    expect(answers.map(({ session: { seatsTaken } }) => seatsTaken)).toEqual([1, 2, 2, 2]);
    expect(codes(await take(group.as[0]!, session))).toEqual(["HAS_SEAT"]);
    expect(codes(await take(group.as[3]!, session))).toEqual(["HAS_SEAT"]);

    const seen = async (client: TestClient) => {
      const { seats } = await sessionOf(client, session, "seats { status placeInLine person { name } }");
      return seats.map(({ status, placeInLine, person }: AnyData) => [person.name, status, placeInLine]);
    };
    const roster = [
      ["Client 0", "TAKEN", null],
      ["Client 1", "TAKEN", null],
    ];
    const line = [
      ["Client 2", "WAITING", 1],
      ["Client 3", "WAITING", 2],
    ];
    expect(await seen(group.asManager)).toEqual([...roster, ...line]);
    expect(await seen(group.asCoach)).toEqual([...roster, ...line]);
    expect(await seen(group.as[0]!)).toEqual(roster);
    expect(await seen(group.as[3]!)).toEqual([...roster, line[1]]);
  });

  test("that fall free are offered to the first in line in the same moment, who takes them or leaves them to the next", async () => {
    const session = await seatedSession(group, 1);
    for (const client of group.as) await take(client, session);
    const left = await their(0, session, to.leave);
    expect(left).toMatchObject({ seat: { status: "LEFT" }, session: { seatsTaken: 1 }, userErrors: [] });
    const [, offer] = await seatsOf(database, session);
    expect(offer!.status).toBe("OFFERED");
    expect(offer!.until!.getTime()).toBeCloseTo(Date.now() + 12 * 3_600_000, -5);

    expect(await their(1, session, to.decline)).toMatchObject({ seat: { status: "DECLINED", offeredUntil: null } });
    expect(await statuses(database, session)).toEqual(["LEFT", "DECLINED", "OFFERED", "WAITING"]);
    expect(await their(2, session, to.accept)).toMatchObject({ seat: { status: "TAKEN" }, session: { seatsTaken: 1 } });
    expect(await take(group.as[0]!, session)).toMatchObject({ seat: { status: "WAITING", placeInLine: 2 } });
    expect(await statuses(database, session)).toEqual(["DECLINED", "TAKEN", "WAITING", "WAITING"]);
    expect(codes(await their(1, session, to.accept))).toEqual(["NO_OFFER"]);
    expect(codes(await their(2, session, to.decline))).toEqual(["NO_OFFER"]);
    expect(codes(await their(1, session, to.leave))).toEqual(["NO_SEAT"]);

    const events = await eventsOf(session);
    expect(events.map(({ type }) => type)).toEqual([
      ...["seat.taken", "seat.waitlisted", "seat.waitlisted", "seat.waitlisted"],
      ...["seat.left", "seat.offered", "seat.declined", "seat.offered", "seat.taken", "seat.waitlisted"],
    ]);
    expect(events.map(({ seq }) => seq - events[0]!.seq)).toEqual(events.map((_, index) => index));
  });

  test("cost nothing when they are left, however late", async () => {
    const session = await seatedSession(group, 1, { startsAt: new Date(Date.now() + 60_000) });
    await take(group.as[0]!, session);
    await their(0, session, to.leave);
    const { rows } = await database.admin.query("select * from allocation_entry where session_id = $1", [session]);
    expect(rows).toEqual([]);
  });

  test("whose offer nobody answered go on to the next, and an answer comes too late then", async () => {
    const session = await seatedSession(group, 1);
    for (const client of group.as.slice(0, 3)) await take(client, session);
    await their(0, session, to.leave);
    const becomes = async (status: string) => (await statuses(database, session))[2] === status;
    await whenDue(database, session, await offerEnd(database, session), "the next offer", () => becomes("OFFERED"));
    expect(await statuses(database, session)).toEqual(["LEFT", "EXPIRED", "OFFERED"]);
    expect(codes(await their(1, session, to.accept))).toEqual(["OFFER_EXPIRED"]);
    const events = await eventsOf(session);
    expect(events.slice(-2)).toMatchObject([
      { type: "seat.expired", actor_id: null },
      { type: "seat.offered", actor_id: null },
    ]);
    await whenDue(database, session, await offerEnd(database, session), "its end", () => becomes("EXPIRED"));
    expect(await sessionOf(group.asCoach, session, "seatsTaken")).toEqual({ seatsTaken: 0 });
  });

  test("are not kept for anybody beyond the start", async () => {
    const startsAt = new Date(Date.now() + 3_600_000);
    const session = await seatedSession(group, 1, { startsAt });
    for (const client of group.as.slice(0, 2)) await take(client, session);
    await their(0, session, to.leave);
    expect((await seatsOf(database, session))[1]!.until).toEqual(startsAt);
  });

  test("that are more than before are offered to as many as wait, and never fewer than are taken", async () => {
    const session = await seatedSession(group, 1);
    for (const client of group.as) await take(client, session);
    const set = (client: TestClient, seats: object) =>
      ask(client, to.setSeats, { sessionId: apiId("session", session), seats });
    expect(codes(await set(group.as[0]!, { capacity: 3 }))).toEqual(["FORBIDDEN"]);
    expect(await set(group.asCoach, { capacity: 3 })).toMatchObject({ session: { capacity: 3, seatsTaken: 3 } });
    expect(await statuses(database, session)).toEqual(["TAKEN", "OFFERED", "OFFERED", "WAITING"]);
    expect(await set(group.asManager, { capacity: 2 })).toEqual({
      session: null,
      userErrors: [
        {
          code: "SEATS_TAKEN",
          field: ["input", "seats", "capacity"],
          message: "3 seats are taken or offered; give at least as many, or let people leave first.",
        },
      ],
    });
  });

  test("keep whatever is not said when their number changes", async () => {
    const { session } = await bookGroup(group.asCoach, { ...terms, capacity: 3 });
    const set = async (seats: object) => {
      expect(codes(await ask(group.asCoach, to.setSeats, { sessionId: session.id, seats }))).toEqual([]);
      return sessionOf(group.asCoach, session.id.slice("session_".length), "capacity minimum decideBy offerMinutes");
    };
    const kept = { minimum: 2, decideBy: `${day(2)}T10:00:00Z`, offerMinutes: 60 };
    expect(await set({ capacity: 4 })).toEqual({ ...kept, capacity: 4 });
    expect(await set({ capacity: 4, offerMinutes: 90 })).toEqual({ ...kept, capacity: 4, offerMinutes: 90 });
    const none = { minimum: null, decideBy: null };
    expect(await set({ capacity: 4, minimum: null })).toEqual({ ...none, capacity: 4, offerMinutes: 90 });
  });
  const terms = { minimum: 2, decideBy: at(2, 10), offerMinutes: 60 };

  test("are nobody's to change before the session is booked, and once it has begun or was called off", async () => {
    const begun = await seatedSession(group, 2, { startsAt: new Date(Date.now() - 60_000) });
    const off = await seatedSession(group, 2, { status: "CANCELLED" });
    const held = await seatedSession(group, 2, { startsAt: at(4, 10), status: "HELD", held_until: at(2, 10) });
    for (const session of [begun, off, held])
      expect(codes(await take(group.as[0]!, session))).toEqual(["WRONG_STATUS"]);
  });
});

describe("whoever asks", () => {
  test("has a client's own seat alone to say something about, and a coach or manager all of the group's", async () => {
    const session = await seatedSession(group, 2);
    const { as, asCoach, asManager, clients, firm } = group;
    const person = (index: number) => ({ personId: apiId("person", clients[index]!) });
    expect(codes(await take(as[0]!, session, person(1)))).toEqual(["FORBIDDEN"]);
    expect(await take(asCoach, session, person(1))).toMatchObject({ seat: { status: "TAKEN" } });
    expect(await take(asManager, session, person(0))).toMatchObject({ seat: { status: "TAKEN" } });
    expect(codes(await take(asCoach, session))).toEqual(["NOT_A_PARTICIPANT"]);

    const stranger = await firm.person(["CLIENT"]);
    const asStranger = await signedIn(firm, stranger);
    expect(codes(await take(asStranger, session))).toEqual(["NOT_FOUND"]);
    const later = await firm.person(["CLIENT"]);
    await firm.participant(group.engagement, later, { joined_on: day(10) });
    expect(codes(await take(asManager, session, { personId: apiId("person", later) }))).toEqual(["NOT_A_PARTICIPANT"]);

    const id = await seatId(database, session, clients[1]!);
    expect(codes(await ask(as[0]!, to.leave, { id }))).toEqual(["FORBIDDEN"]);
    expect(codes(await ask(asStranger, to.leave, { id }))).toEqual(["NOT_FOUND"]);
    expect(codes(await ask(asCoach, to.leave, { id }))).toEqual([]);
    // A seat that nobody has any more is for those to see who see the line.
    expect(codes(await ask(as[0]!, to.leave, { id }))).toEqual(["NOT_FOUND"]);
  });

  test("is a client who leaves their own seat, and neither calls off nor moves the seats of others", async () => {
    const session = await seatedSession(group, 2);
    const id = apiId("session", session);
    expect(codes(await ask(group.as[0]!, to.cancel, { id }))).toEqual(["FORBIDDEN"]);
    const time = { startsAt: at(4, 10), endsAt: at(4, 11) };
    expect(codes(await ask(group.as[0]!, to.move, { id, ...time }))).toEqual(["FORBIDDEN"]);
    expect(codes(await ask(group.asCoach, to.move, { id, ...time }))).toEqual([]);
  });

  test("takes no seat in an engagement that is paused", async () => {
    const session = await seatedSession(group, 2);
    await database.admin.query("update engagement set status = 'PAUSED' where id = $1", [group.engagement]);
    expect(codes(await take(group.as[0]!, session))).toEqual(["ENGAGEMENT_NOT_ACTIVE"]);
  });

  test("has no offer of a seat accepted in an engagement that is paused", async () => {
    const session = await seatedSession(group, 1);
    const [{ seat }, { seat: waiting }] = [await take(group.as[0]!, session), await take(group.as[1]!, session)];
    await ask(group.as[0]!, to.leave, { id: seat.id });
    await database.admin.query("update engagement set status = 'PAUSED' where id = $1", [group.engagement]);
    expect(codes(await ask(group.as[1]!, to.accept, { id: waiting.id }))).toEqual(["ENGAGEMENT_NOT_ACTIVE"]);
    await database.admin.query("update engagement set status = 'ACTIVE' where id = $1", [group.engagement]);
    expect(codes(await ask(group.as[1]!, to.accept, { id: waiting.id }))).toEqual([]);
  });
});

testStatements({
  database: () => database,
  about: /seat|key update/,
  kinds: [/key update of e/, /^insert into "seat"/i, /seats_taken \+ 1/, /seats_taken - 1/],
});
