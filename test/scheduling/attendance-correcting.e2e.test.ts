import { describe, expect, test } from "@jest/globals";
import { apiId, day, until } from "@coachwork/testing";
import fc from "fast-check";
import {
  asCoach,
  asManager,
  codes,
  database,
  DAY,
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
import { ownStage } from "../support/stage.ts";

playOn(
  await ownStage({
    JOB_POLL_MS: "100",
    EVENT_POLL_MS: "300",
    // Six changes of one firm are under way at once, and a firm has a third of the connections.
    DATABASE_POOL_SIZE: "18",
  }),
);

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
