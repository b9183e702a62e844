import { describe, expect, test } from "@jest/globals";
import { apiId, at, day, until } from "@coachwork/testing";
import {
  asCoach,
  ask,
  attendanceOf,
  begin,
  book,
  client,
  coach,
  database,
  emailsTo,
  engagement,
  eventsOf,
  firm,
  hold,
  playOn,
  quiet,
  record,
  tell,
  untilAttendance,
} from "./engagement-changes-world.ts";
import { pidOf, waitingFor } from "../support/locks.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

const stage = await sharedStage();
playOn(stage);

// prettier-ignore
const join = (personId: string, joinedOn: string) =>
  ask("addEngagementParticipant", {
    inputs: "AddToEngagementInput",
    ...{ engagementId: apiId("engagement", engagement), personId: apiId("person", personId), joinedOn },
  });

describe("whoever joins an engagement", () => {
  test("is expected at its sessions from that day on, invited to them, and can be recorded as having come", async () => {
    const [before, after] = [await book(at(2, 10)), await book(at(4, 10))];
    const following = asCoach.follow(
      "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type session { attendance { status } } } }",
      { coach: apiId("person", coach) },
    );
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(3));
    await untilAttendance(after, { [client]: "PENDING", [newcomer]: "PENDING" });
    expect(await attendanceOf(before)).toEqual({ [client]: "PENDING" });
    await until("the invitation", async () => (await emailsTo(newcomer, after)).length === 1);
    expect(await emailsTo(newcomer, after)).toMatchObject([{ kind: "SESSION_BOOKED" }]);
    expect(await emailsTo(newcomer, before)).toEqual([]);
    const changes = await following.until(3);
    expect(changes.map(({ data }) => data.scheduleChanged.type)).toEqual(["BOOKED", "BOOKED", "PEOPLE_CHANGED"]);
    await asCoach.close();

    await begin(after);
    const { session } = await record(after, { [client]: "NO_SHOW", [newcomer]: "PRESENT" });
    expect(session.status).toBe("COMPLETED");
  });

  test("while a session is held, is expected once it is booked", async () => {
    const held = await hold(at(3, 10));
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(1));
    await ask("confirmHold", { id: apiId("session", held) });
    await untilAttendance(held, { [client]: "PENDING", [newcomer]: "PENDING" });
    await until("the invitation", async () => (await emailsTo(newcomer, held)).length === 1);
  });

  test("while one is being booked, is expected at it", async () => {
    // Whoever books has looked who takes part, and has not come to the end of it.
    const booking = await database.admin.connect();
    await booking.query("begin");
    await booking.query("select from engagement where id = $1 for no key update", [engagement]);
    const newcomer = await firm.person(["CLIENT"]);
    await firm.participant(engagement, newcomer);
    await tell("engagement.participant_joined", { engagement, engagementParticipant: newcomer });
    const held = await pidOf(booking);
    await until("the job to wait", async () => (await waitingFor(database.admin, held)).length > 0);
    const session = crypto.randomUUID();
    const [startsAt, endsAt] = [at(3, 10), at(3, 11)];
    await booking.query(
      `insert into session (firm_id, id, engagement_id, kind, status, starts_at, ends_at, time_zone, date, sequence, created_at)
       values ($1, $2, $3, 'REGULAR', 'CONFIRMED', $4, $5, 'UTC', $6, 0, now())`,
      [firm.firmId, session, engagement, startsAt, endsAt, day(3)],
    );
    await booking.query("commit");
    booking.release();
    await untilAttendance(session, { [client]: "PENDING", [newcomer]: "PENDING" });
  });

  test("changes nothing about sessions with seats, nor about those that have begun or were called off", async () => {
    const sessions = { coaches: [coach], participants: [client] };
    const begun = await firm.session(engagement, { ...sessions, startsAt: new Date(Date.now() - 600_000) });
    const off = await firm.session(engagement, { ...sessions, startsAt: at(2, 10) }, { status: "CANCELLED" });
    const seats = { capacity: 3, offer_minutes: 60 };
    const seated = await firm.session(engagement, { coaches: [coach], startsAt: at(3, 10) }, seats);
    const last = await book(at(4, 10));
    const newcomer = await firm.person(["CLIENT"]);
    await join(newcomer, day(0));
    await untilAttendance(last, { [client]: "PENDING", [newcomer]: "PENDING" });
    expect(await Promise.all([begun, off, seated].map(attendanceOf))).toEqual([
      { [client]: "PENDING" },
      { [client]: "PENDING" },
      {},
    ]);
    // Who joins later changes what is later, and nothing is told of a session in which nothing changed.
    await join(await firm.person(["CLIENT"]), day(9));
    await quiet();
    expect((await eventsOf(last)).map(({ type }) => type)).toEqual(["session.booked", "session.people_changed"]);
    expect(await eventsOf(seated)).toEqual([]);
  });
});

testStatements({
  database: () => database,
  about: /key update|attendance|session_coach|series|'HELD', /,
  kinds: [/key update of e/, /from engagement e .* key update/],
});
