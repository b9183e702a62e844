import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, TestClient, until } from "@coachwork/testing";
import fc from "fast-check";
import { ownStage } from "../support/stage.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let firm: FirmFactory;
let coach: string;
let participant: string;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

const { database, platform, signedIn } = await ownStage({
  JOB_POLL_MS: "100",
  EVENT_POLL_MS: "300",
  // Six changes of one firm are under way at once, and a firm has a third of the connections.
  DATABASE_POOL_SIZE: "18",
});

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  await firm.availability(coach);
  [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
});

const as = (person: string) => signedIn(firm, person);
const engagementOf = (values: object = {}) =>
  firm.engagement({ coaches: [coach], participants: [participant] }, values as Record<string, unknown>);
const groupOf = async (size: number, values: object = {}) => {
  const participants = await Promise.all(Array.from({ length: size }, () => firm.person(["CLIENT"])));
  const engagement = await firm.engagement({ coaches: [coach], participants }, { format: "GROUP", ...values });
  return { engagement, participants };
};

let begun = 0;
/** A session that began some minutes ago, or will, with what a booking reserves. Sessions of one coach do not overlap. */
async function sessionOf(
  engagement: string,
  participants: readonly string[] = [participant],
  { startsAt, reserves = 1, coaches = [coach], ...values }: Record<string, unknown> & Options = {},
): Promise<string> {
  begun += 1;
  const start = startsAt ?? new Date(Date.now() - begun * 90 * MINUTE);
  const session = await firm.session(engagement, { coaches, participants, startsAt: start }, values);
  if (reserves > 0) {
    const entry = { engagement_id: engagement, session_id: session, kind: "RESERVE", amount: reserves };
    await firm.row("allocation_entry", { ...entry, recorded_at: new Date(start.getTime() - DAY) });
  }
  return session;
}
interface Options {
  readonly startsAt?: Date;
  readonly reserves?: number;
  readonly coaches?: readonly string[];
}

const recordText = `mutation($input: RecordAttendanceInput!) { recordAttendance(input: $input) {
  session { id status attendance { person { id } status recordedAt recordedBy { id } } } userErrors { code field message } } }`;

async function record(client: TestClient, session: string, statuses: Record<string, string>, more: object = {}) {
  const attendance = Object.entries(statuses).map(([person, status]) => ({
    personId: apiId("person", person),
    status,
  }));
  const input = { sessionId: apiId("session", session), attendance, ...more };
  return (await client.ask(recordText, { input })).recordAttendance;
}
const codes = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

async function totalsOf(engagement: string): Promise<AnyData> {
  const { engagement: found } = await asManager.ask(
    `query($id: ID!) { engagement(id: $id) {
      reserved: allocationReserved used: allocationUsed forfeited: allocationForfeited available: allocationAvailable } }`,
    { id: apiId("engagement", engagement) },
  );
  return found;
}
async function entriesOf(session: string): Promise<string[]> {
  const text = "select kind, amount from allocation_entry where firm_id = $1 and session_id = $2 order by recorded_at";
  const { rows } = await database.admin.query(text, [firm.firmId, session]);
  return rows.map(({ kind, amount }) => `${kind} ${amount}`);
}
async function eventsOf(session: string): Promise<string[]> {
  const text = "select type from event where firm_id = $1 and ids->>'session' = $2 order by seq";
  return (await database.admin.query(text, [firm.firmId, session])).rows.map(({ type }) => type);
}
async function statusOf(session: string): Promise<string> {
  return (await database.admin.query("select status from session where id = $1", [session])).rows[0].status;
}
const setPolicy = async (input: object) =>
  asManager.ask(
    "mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }",
    { input },
  );

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
        message: "Of 1 of 3 participants it is not known whether they came; record all, or give complete: false.",
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
    const startsAt = new Date(Date.now() + 2_500);
    const input = {
      engagementId: apiId("engagement", engagement),
      startsAt,
      endsAt: new Date(+startsAt + 60 * MINUTE),
    };
    const watching = asCoach.follow(
      "subscription($coach: ID!) { scheduleChanged(coachId: $coach) { type session { status } } }",
      { coach: apiId("person", coach) },
    );
    // Until the subscription stands, changes are not told; a booking that is told proves that it does.
    const text = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`;
    const far = { ...input, startsAt: at(9, 10), endsAt: at(9, 11) };
    for (let hour = 0; watching.received.length === 0; hour += 1) {
      const times = {
        startsAt: new Date(+far.startsAt + hour * 3_600_000),
        endsAt: new Date(+far.endsAt + hour * 3_600_000),
      };
      await asCoach.ask(text, { input: { ...far, ...times } });
      await watching.until(1, 300).catch(() => undefined);
    }
    const known = watching.received.length;

    const soon = { ...input, startsAt: new Date(Date.now() + 2_000), endsAt: new Date(Date.now() + 62 * MINUTE) };
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
    await watching.until(known + 2, 20_000);
    expect((await came()).session).toMatchObject({ status: "COMPLETED" });
    const changes = (await watching.until(known + 3)).slice(known).map(({ data }) => data!.scheduleChanged.type);
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

describe("attendance is corrected", () => {
  const outcomes = ["PRESENT", "NO_SHOW", "EXCUSED"] as const;
  const settled = { PRESENT: "USE", NO_SHOW: "FORFEIT", EXCUSED: "RELEASE" } as const;
  const standing = { PRESENT: "COMPLETED", NO_SHOW: "NO_SHOW", EXCUSED: "NO_SHOW" } as const;
  const pairs = outcomes.flatMap((from) => outcomes.filter((to) => to !== from).map((to) => [from, to] as const));

  test.each(pairs)("from %s to %s, and the ledger by further entries", async (from, to) => {
    const engagement = await engagementOf();
    const session = await sessionOf(engagement);
    await record(asCoach, session, { [participant]: from });
    const before = [...(await entriesOf(session))];
    expect(before).toEqual(["RESERVE 1", `${settled[from]} 1`]);
    const { session: corrected, userErrors } = await record(asManager, session, { [participant]: to });
    expect([corrected?.status, userErrors]).toEqual([standing[to], []]);
    const undone = from === "EXCUSED" ? "RESERVE 1" : `${settled[from]} -1`;
    expect(await entriesOf(session)).toEqual([...before, undone, `${settled[to]} 1`]);
    expect(await totalsOf(engagement)).toEqual({
      reserved: 0,
      used: to === "PRESENT" ? 1 : 0,
      forfeited: to === "NO_SHOW" ? 1 : 0,
      available: to === "EXCUSED" ? 12 : 11,
    });
    const changes = standing[from] === standing[to] ? [] : [`session.${standing[to].toLowerCase()}`];
    expect((await eventsOf(session)).slice(3)).toEqual(["attendance.recorded", ...changes]);
  });

  test("and leaves the rest as it is where the session is the same by it, whatever the policy says by now", async () => {
    const { engagement, participants } = await groupOf(2);
    const [first, second] = participants as [string, string];
    const session = await sessionOf(engagement, participants);
    await record(asCoach, session, { [first]: "NO_SHOW", [second]: "NO_SHOW" });
    await setPolicy({ noShowForfeits: false });
    expect((await record(asCoach, session, { [second]: "EXCUSED" })).session.status).toBe("NO_SHOW");
    expect(await entriesOf(session)).toEqual(["RESERVE 1", "FORFEIT 1"]);
    const told = await eventsOf(session);
    expect((await record(asCoach, session, { [second]: "EXCUSED" })).userErrors).toEqual([]);
    expect(await eventsOf(session)).toEqual(told);
  });

  test("never to what is not known", async () => {
    const session = await sessionOf(await engagementOf());
    await record(asCoach, session, { [participant]: "PRESENT" });
    for (const complete of [true, false])
      expect(codes(await record(asCoach, session, { [participant]: "PENDING" }, { complete }))).toEqual([
        "STILL_PENDING",
      ]);
    expect(await statusOf(session)).toBe("COMPLETED");
  });

  test("only as far as the allocation goes", async () => {
    const engagement = await engagementOf({ allocation_amount: 1 });
    const missed = await sessionOf(engagement);
    await record(asCoach, missed, { [participant]: "EXCUSED" });
    await sessionOf(engagement);
    expect(await totalsOf(engagement)).toMatchObject({ available: 0 });
    expect((await record(asCoach, missed, { [participant]: "PRESENT" })).userErrors).toMatchObject([
      { code: "ALLOCATION_EXHAUSTED", field: ["input", "attendance"] },
    ]);
    expect(await statusOf(missed)).toBe("NO_SHOW");
    expect(await totalsOf(engagement)).toEqual({ reserved: 1, used: 0, forfeited: 0, available: 0 });
  });

  test("by many at once no further than it goes", async () => {
    const engagement = await engagementOf({ allocation_amount: 2 });
    const sessions: string[] = [];
    for (let index = 0; index < 6; index += 1) sessions.push(await sessionOf(engagement));
    for (const session of sessions) await record(asCoach, session, { [participant]: "EXCUSED" });

    // Nobody can commit before all have begun, so that none sees what another has taken but by waiting for it.
    const gate = await database.admin.connect();
    await gate.query("begin");
    await gate.query("select from firm_counter where firm_id = $1 for update", [firm.firmId]);
    const answering = Promise.all(
      sessions.map((session, place) => record(place % 2 ? asCoach : asManager, session, { [participant]: "PRESENT" })),
    );
    await until("all of them to wait", async () => {
      const { rows } = await database.admin.query(
        "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows[0].waiting === sessions.length;
    });
    await gate.query("commit");
    gate.release();
    expect((await answering).flatMap(codes)).toEqual(Array.from({ length: 4 }, () => "ALLOCATION_EXHAUSTED"));
    expect(await totalsOf(engagement)).toEqual({ reserved: 0, used: 2, forfeited: 0, available: 0 });
  });

  test("until 30 days after the session; what was not recorded by then still can be, once", async () => {
    const engagement = await engagementOf({ starts_on: day(-90) });
    const ended = (days: number) => ({ startsAt: new Date(Date.now() - days * DAY - 65 * MINUTE) });
    const [lately, longAgo] = [
      await sessionOf(engagement, undefined, ended(29)),
      await sessionOf(engagement, undefined, ended(30)),
    ];
    for (const session of [lately, longAgo])
      expect((await record(asCoach, session, { [participant]: "PRESENT" })).session.status).toBe("COMPLETED");
    expect((await record(asCoach, lately, { [participant]: "NO_SHOW" })).session.status).toBe("NO_SHOW");
    expect((await record(asManager, longAgo, { [participant]: "NO_SHOW" })).userErrors).toMatchObject([
      { code: "TOO_LATE", field: ["input", "sessionId"] },
    ]);
    expect(await statusOf(longAgo)).toBe("COMPLETED");
  });
});

test("however recordings, corrections and bookings run into each other, the ledger tells what the attendance says", async () => {
  const status = fc.constantFrom("PRESENT", "LATE", "EXCUSED", "NO_SHOW", "PENDING");
  const recording = fc.record({
    who: fc.constantFrom("manager", "coach"),
    which: fc.nat(2),
    statuses: fc.array(fc.option(status), { minLength: 3, maxLength: 3 }),
    complete: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(recording, { minLength: 2, maxLength: 6 }), { minLength: 2, maxLength: 5 }),
      fc.constantFrom<["SESSIONS" | "HOURS", number]>(["SESSIONS", 1], ["HOURS", 60]),
      fc.boolean(),
      async (turns, [allocation_unit, amount], noShowForfeits) => {
        const { engagement, participants } = await groupOf(3, { allocation_unit, allocation_amount: 3 });
        await setPolicy({ engagementId: apiId("engagement", engagement), noShowForfeits });
        const sessions: string[] = [];
        for (let index = 0; index < 3; index += 1)
          sessions.push(await sessionOf(engagement, participants, { reserves: amount }));
        for (const turn of turns) {
          const answers = await Promise.all(
            turn.map(({ who, which, statuses, complete }) => {
              const attendance = statuses.flatMap((one, place) =>
                one === null ? [] : [{ personId: apiId("person", participants[place]!), status: one }],
              );
              const input = { sessionId: apiId("session", sessions[which]!), attendance, complete };
              return { manager: asManager, coach: asCoach }[who].send(recordText, { input });
            }),
          );
          expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
        }
        const sums = { reserved: 0, used: 0, forfeited: 0, released: 0 };
        for (const session of sessions) {
          const { rows } = await database.admin.query(
            "select a.status, s.status as session from attendance a join session s on s.id = a.session_id where s.id = $1",
            [session],
          );
          const all = rows.map((row) => row.status as string);
          const stands = rows[0]!.session as string;
          const came = all.some((one) => ["PRESENT", "LATE"].includes(one));
          const missed = all.includes("NO_SHOW");
          if (["CONFIRMED", "IN_PROGRESS"].includes(stands)) sums.reserved += amount;
          else {
            expect(all).not.toContain("PENDING");
            expect(stands).toBe(came ? "COMPLETED" : "NO_SHOW");
            sums[came ? "used" : missed && noShowForfeits ? "forfeited" : "released"] += amount;
          }
        }
        const { released, ...totals } = sums;
        expect(await totalsOf(engagement)).toEqual({
          ...totals,
          available: 3 * amount - totals.reserved - totals.used - totals.forfeited,
        });
        expect(released).toBe(3 * amount - totals.reserved - totals.used - totals.forfeited);
      },
    ),
    { numRuns: 10 },
  );
});

describe("what was recorded is seen", () => {
  test("by finance without when and by whom, and by clients of themselves", async () => {
    const { engagement, participants } = await groupOf(2);
    const [first, second] = participants as [string, string];
    const session = await sessionOf(engagement, participants);
    await record(asCoach, session, { [first]: "PRESENT", [second]: "NO_SHOW" });
    const seenBy = async (client: TestClient) =>
      (
        await client.ask(
          "query($id: ID!) { session(id: $id) { attendance { person { id } status recordedAt recordedBy { id } } } }",
          { id: apiId("session", session) },
        )
      ).session.attendance;
    const [both, own] = [await seenBy(asCoach), await seenBy(await as(second))];
    expect(both).toMatchObject([{ recordedBy: { id: apiId("person", coach) } }, { recordedAt: expect.any(String) }]);
    expect(own).toMatchObject([{ person: { id: apiId("person", second) }, status: "NO_SHOW" }]);
    expect(own).toHaveLength(1);
    const finance = await as(await firm.person(["FINANCE"]));
    expect(await seenBy(finance)).toEqual(both.map((row: AnyData) => ({ ...row, recordedAt: null, recordedBy: null })));
  });

  test("and sessions of which nobody said who came are found by their status", async () => {
    const engagement = await engagementOf();
    const forgotten = await sessionOf(engagement, [participant], {
      startsAt: new Date(Date.now() - 8 * DAY),
      status: "IN_PROGRESS",
    });
    await sessionOf(engagement, [participant], { startsAt: new Date(Date.now() - 10 * MINUTE), status: "IN_PROGRESS" });
    const { sessions } = await asManager.ask(
      "query($before: DateTime!) { sessions(first: 9, filter: { status: IN_PROGRESS, startsBefore: $before }) { nodes { id } } }",
      { before: new Date(Date.now() - 7 * DAY) },
    );
    expect(sessions.nodes).toEqual([{ id: apiId("session", forgotten) }]);
  });
});

describe("an agenda", () => {
  const text = `mutation($input: SetSessionAgendaInput!) {
    setSessionAgenda(input: $input) { session { agenda sequence } userErrors { code field message } } }`;
  const set = async (client: TestClient, session: string, agenda: string | null) =>
    (await client.ask(text, { input: { id: apiId("session", session), agenda } })).setSessionAgenda;
  const seenBy = async (client: TestClient, session: string) => {
    const { data, errors } = await client.send("query($id: ID!) { session(id: $id) { date agenda } }", {
      id: apiId("session", session),
    });
    expect(errors).toBeUndefined();
    return data.session.agenda;
  };

  test("is written by its coaches and participants, each in place of the other's, and taken away", async () => {
    const session = await sessionOf(await engagementOf(), [participant], { startsAt: at(3, 9) });
    expect(await set(asClient, session, "  The first hundred days ")).toEqual({
      session: { agenda: "The first hundred days", sequence: 0 },
      userErrors: [],
    });
    await set(asCoach, session, "The first hundred days, and the night desk");
    expect(await seenBy(asClient, session)).toBe("The first hundred days, and the night desk");
    expect(await eventsOf(session)).toEqual(["agenda.set", "agenda.set"]);
    expect((await set(asClient, session, " ")).session.agenda).toBeNull();
    expect((await set(asClient, session, null)).session.agenda).toBeNull();
    expect(await eventsOf(session)).toHaveLength(3);
  });

  test("is read by nobody else, and neither written", async () => {
    const organization = await firm.organization();
    const engagement = await engagementOf({ organization_id: organization });
    const session = await sessionOf(engagement, [participant], { startsAt: at(3, 9), agenda: "Between us" });
    for (const client of [asCoach, asClient]) expect(await seenBy(client, session)).toBe("Between us");
    const sponsor = await as(await firm.person(["SPONSOR"], { organization_id: organization }));
    const finance = await as(await firm.person(["FINANCE"]));
    const owner = await as(await firm.person(["OWNER"]));
    // A coach elsewhere, who sees this session as the manager that they are, too.
    const managing = await as(await firm.person(["PROGRAM_MANAGER", "COACH"]));
    const { createApiKey } = await owner.ask(
      `mutation { createApiKey(input: { name: "All", scopes: ["schedule:read", "engagements:read", "people:read"] }) { secret } }`,
    );
    const key = new TestClient(platform.url, createApiKey.secret);
    for (const client of [sponsor, finance, owner, asManager, managing, key])
      expect(await seenBy(client, session)).toBeNull();
    for (const client of [sponsor, finance, owner, asManager, managing])
      expect(codes(await set(client, session, "Mine"))).toEqual(["FORBIDDEN"]);
    expect(codes(await set(await as(await firm.person(["CLIENT"])), session, "Mine"))).toEqual(["NOT_FOUND"]);
    expect(await seenBy(asCoach, session)).toBe("Between us");
  });

  test("is for a session that has not ended, and no novel", async () => {
    const engagement = await engagementOf();
    const going = await sessionOf(engagement, [participant], { status: "IN_PROGRESS" });
    expect((await set(asCoach, going, "x".repeat(5_000))).userErrors).toEqual([]);
    expect((await set(asCoach, going, "x".repeat(5_001))).userErrors).toMatchObject([
      { code: "INVALID", field: ["input", "agenda"] },
    ]);
    expect(codes(await set(asCoach, going, "a\0b"))).toEqual(["INVALID"]);
    expect(codes(await set(asCoach, going, "a\ud800b"))).toEqual(["INVALID"]);
    for (const status of ["COMPLETED", "NO_SHOW", "CANCELLED", "EXPIRED"]) {
      const ended = await sessionOf(engagement, [participant], { status });
      expect(codes(await set(asCoach, ended, "Too late"))).toEqual(["WRONG_STATUS"]);
    }
  });
});
