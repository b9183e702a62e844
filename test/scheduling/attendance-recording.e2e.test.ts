import { describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import {
  as,
  asClient,
  asCoach,
  asManager,
  coach,
  codes,
  database,
  engagementOf,
  entriesOf,
  eventsOf,
  firm,
  groupOf,
  MINUTE,
  participant,
  playOn,
  record,
  recordText,
  sessionOf,
  setPolicy,
  statusOf,
  totalsOf,
} from "./attendance-world.ts";
import { beginAt, inHours } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("a session ends with its attendance", () => {
  test("and took place where somebody came: its part of the allocation is used and its coach is free again", async () => {
    const engagement = await engagementOf();
    const session = await sessionOf(engagement, [participant], { startsAt: new Date(Date.now() - 5 * MINUTE) });
    const { session: ended, userErrors } = await record(asCoach, session, { [participant]: "LATE" });
    expect(userErrors).toEqual([]);
    expect(ended).toMatchObject({ status: "COMPLETED", attendance: [{ status: "LATE" }] });
    expect(ended.attendance[0].recordedBy).toEqual({ id: apiId("person", coach) });
    expect(Math.abs(Date.parse(ended.attendance[0].recordedAt) - Date.now())).toBeLessThan(30_000);
    expect(await totalsOf(engagement)).toEqual({ reserved: 0, used: 1, forfeited: 0, available: 11 });
    expect(await eventsOf(session)).toEqual(["session.started", "attendance.recorded", "session.completed"]);

    const { rows } = await database.admin.query("select blocks from session_coach where session_id = $1", [session]);
    expect(rows).toEqual([{ blocks: false }]);
    // What would have gone on for 55 minutes more takes no time of the coach's any longer.
    await sessionOf(engagement, [participant], { startsAt: new Date(Date.now() - MINUTE) });
  });

  test("in hours, by the minute; and what costs nothing leaves no entry", async () => {
    const engagement = await engagementOf({ allocation_unit: "HOURS", allocation_amount: 3 });
    const long = await sessionOf(engagement, [participant], { reserves: 60 });
    await record(asCoach, long, { [participant]: "PRESENT" });
    expect(await totalsOf(engagement)).toEqual({ reserved: 0, used: 60, forfeited: 0, available: 120 });
    const fit = await sessionOf(engagement, [participant], { reserves: 0, kind: "CHEMISTRY" });
    expect((await record(asCoach, fit, { [participant]: "PRESENT" })).session.status).toBe("COMPLETED");
    expect(await entriesOf(fit)).toEqual([]);
  });

  test.each([
    ["forfeits", true, "NO_SHOW", { forfeited: 1, available: 11 }],
    ["lets it go", false, "NO_SHOW", { forfeited: 0, available: 12 }],
    ["forfeits, but all are excused", true, "EXCUSED", { forfeited: 0, available: 12 }],
  ])("or nobody came, and the policy %s", async (_, noShowForfeits, status, totals) => {
    const engagement = await engagementOf();
    await setPolicy({ engagementId: apiId("engagement", engagement), noShowForfeits });
    const session = await sessionOf(engagement);
    const { session: ended } = await record(asManager, session, { [participant]: status });
    expect(ended.status).toBe("NO_SHOW");
    expect(await totalsOf(engagement)).toEqual({ reserved: 0, used: 0, ...totals });
    expect(await eventsOf(session)).toEqual(["session.started", "attendance.recorded", "session.no_show"]);
  });

  test("which can be recorded one by one, until it is known of everybody", async () => {
    const { engagement, participants } = await groupOf(3);
    const [first, second, third] = participants as [string, string, string];
    const session = await sessionOf(engagement, participants);
    const early = await record(asCoach, session, { [first]: "PRESENT", [second]: "NO_SHOW" }, { complete: false });
    expect(early.session.status).toBe("IN_PROGRESS");
    expect(await totalsOf(engagement)).toMatchObject({ reserved: 1, used: 0 });
    expect((await record(asCoach, session, {})).userErrors).toEqual([
      {
        code: "STILL_PENDING",
        field: ["input", "attendance"],
        message: "The attendance of 1 of 3 participants is unknown; record everybody, or give complete: false.",
      },
    ]);
    await record(asCoach, session, { [second]: "PENDING", [third]: "EXCUSED" }, { complete: false });
    const byPerson = async (who: string) =>
      (
        await database.admin.query(
          "select status, recorded_at, recorded_by_id as by from attendance where session_id = $1 and person_id = $2",
          [session, who],
        )
      ).rows[0];
    expect(await byPerson(second)).toEqual({ status: "PENDING", recorded_at: null, by: null });
    const before = await byPerson(third);
    expect(codes(await record(asManager, session, {}))).toEqual(["STILL_PENDING"]);
    expect((await record(asManager, session, { [second]: "NO_SHOW", [third]: "EXCUSED" })).session.status).toBe(
      "COMPLETED",
    );
    // The manager changed nothing about the third: the coach's record of it stands.
    expect(await byPerson(third)).toEqual(before);
    expect(await totalsOf(engagement)).toMatchObject({ reserved: 0, used: 1 });
    expect(await eventsOf(session)).toEqual([
      "session.started",
      "attendance.recorded",
      "attendance.recorded",
      "attendance.recorded",
      "session.completed",
    ]);
  });

  test("from its start on, and not before, whether or not the job that starts it has come to it", async () => {
    const engagement = await engagementOf();
    const watching = asCoach.follow(
      "subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type session { status } } }",
      { coach: apiId("person", coach) },
    );

    const text = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`;
    const times = { startsAt: inHours(1), endsAt: inHours(2) };
    const soon = { engagementId: apiId("engagement", engagement), ...times };
    const { bookSession } = await asCoach.ask(text, { input: soon });
    expect(bookSession.userErrors).toEqual([]);
    const session = bookSession.session.id as string;
    const came = async () =>
      (
        await asCoach.ask(recordText, {
          input: { sessionId: session, attendance: [{ personId: apiId("person", participant), status: "PRESENT" }] },
        })
      ).recordAttendance;
    expect(await came()).toMatchObject({
      session: null,
      userErrors: [{ code: "NOT_BEGUN", field: ["input", "sessionId"] }],
    });
    await beginAt(database, session, new Date(Date.now() + 500));
    await watching.until(2, 20_000);
    expect((await came()).session).toMatchObject({ status: "COMPLETED" });
    const changes = (await watching.until(3)).map(({ data }) => data!.scheduleChanged.type);
    expect(changes).toEqual(["BOOKED", "STARTED", "COMPLETED"]);
    await asCoach.close();
  });

  test.each(["HELD", "CANCELLED", "EXPIRED"])("unless it is %s", async (status) => {
    const session = await sessionOf(await engagementOf(), [participant], { status });
    expect((await record(asCoach, session, { [participant]: "PRESENT" })).userErrors).toMatchObject([
      { code: "WRONG_STATUS", field: ["input", "sessionId"], message: expect.stringContaining(status) },
    ]);
    expect(await statusOf(session)).toBe(status);
  });

  test("of its own participants, each once", async () => {
    const engagement = await engagementOf();
    const session = await sessionOf(engagement);
    const input = (...people: string[]) => ({
      sessionId: apiId("session", session),
      attendance: people.map((personId) => ({ personId, status: "PRESENT" })),
    });
    const own = apiId("person", participant);
    const stranger = apiId("person", await firm.person(["CLIENT"]));
    const never = apiId("person", "01890000-0000-7000-8000-000000000000");
    const refused = async (...people: string[]) =>
      (await asCoach.ask(recordText, { input: input(...people) })).recordAttendance.userErrors;
    const unknown = await refused(own, never);
    expect(unknown).toMatchObject([{ code: "NOT_FOUND", field: ["input", "attendance", "1", "personId"] }]);
    expect(await refused(own, stranger)).toEqual(unknown);
    expect(await refused(own, "nonsense")).toEqual(unknown);
    expect(await refused(own, own)).toMatchObject([
      { code: "INVALID", field: ["input", "attendance", "1", "personId"] },
    ]);
    expect(await statusOf(session)).toBe("CONFIRMED");
  });

  test("which its coaches and who runs the practice record, and nobody else", async () => {
    const engagement = await engagementOf();
    const session = await sessionOf(engagement);
    const came = { [participant]: "PRESENT" };
    const other = await firm.person(["COACH"]);
    await firm.coach(engagement, other);
    const left = await firm.person(["COACH"]);
    await firm.coach(engagement, left, { left_on: day(-1) });
    const leftButSees = await firm.person(["COACH", "FINANCE"]);
    await firm.coach(engagement, leftButSees, { left_on: day(-1) });
    const theirs = await sessionOf(engagement, [participant], { coaches: [left, leftButSees] });
    const finance = await as(await firm.person(["FINANCE"]));

    expect(codes(await record(asClient, session, came))).toEqual(["FORBIDDEN"]);
    expect(codes(await record(finance, session, came))).toEqual(["FORBIDDEN"]);
    expect(codes(await record(await as(other), session, came))).toEqual(["FORBIDDEN"]);
    expect(codes(await record(await as(left), theirs, came))).toEqual(["NOT_FOUND"]);
    expect(codes(await record(await as(leftButSees), theirs, came))).toEqual(["FORBIDDEN"]);
    expect(codes(await record(await as(await firm.person(["COACH"])), session, came))).toEqual(["NOT_FOUND"]);
    expect(await statusOf(session)).toBe("CONFIRMED");
    for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER"]) {
      const one = await sessionOf(engagement);
      expect((await record(await as(await firm.person([role])), one, came)).session.status).toBe("COMPLETED");
    }
    expect((await record(asCoach, session, came)).session.status).toBe("COMPLETED");
  });
});
