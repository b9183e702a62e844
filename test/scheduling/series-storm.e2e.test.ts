import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import fc from "fast-check";
import {
  asManager,
  book,
  bookOneText,
  bookText,
  cancelOneText,
  cancelText,
  changeText,
  coach,
  count,
  database,
  engagement,
  engagementOf,
  firm,
  moveText,
  participant,
  newFirm,
  playOn,
  weekly,
} from "./series-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("in a storm", () => {
  const overlaps = async () => {
    const { rows } = await database.admin.query(
      `select a.session_id from session_coach a join session_coach b
         on b.firm_id = a.firm_id and b.coach_id = a.coach_id and b.session_id <> a.session_id and a.blocked && b.blocked
       where a.firm_id = $1 and a.blocks and b.blocks`,
      [firm.firmId],
    );
    return rows.length;
  };
  const failures = (answers: readonly AnyData[]) => answers.flatMap(({ errors }) => errors ?? []);

  test("series that cross each other are booked one after the other: no session twice, no error", async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => engagementOf()));
    const asked = others.map((other, index) => ({
      ...weekly({ rule: "FREQ=WEEKLY;COUNT=20", firstStart: `${day(2)}T10:${index}0` }),
      engagementId: apiId("engagement", other),
    }));
    const answers = await Promise.all(asked.map((input) => asManager.send(bookText, { input })));
    expect(failures(answers)).toEqual([]);
    const booked = answers.filter(({ data }) => data.bookSeries.series !== null);
    expect(booked).toHaveLength(1);
    for (const { data } of answers.filter((answer) => answer !== booked[0]))
      expect(data.bookSeries.conflicts).toHaveLength(20);
    expect(await count("session")).toBe(20);
    expect(await overlaps()).toBe(0);
  });

  test("what is possible is booked, and each start is a session or an exception", async () => {
    const second = await firm.person(["COACH"]);
    await firm.availability(second, { buffer_after_minutes: 10 });
    const others = await Promise.all(
      Array.from({ length: 6 }, () =>
        firm.engagement(
          { coaches: [coach, second], participants: [participant] },
          { ends_on: day(400), allocation_amount: 50 },
        ),
      ),
    );
    const rules = ["FREQ=DAILY;COUNT=20", "FREQ=DAILY;INTERVAL=2;COUNT=15", "FREQ=DAILY;COUNT=20;BYHOUR=10,12"];
    const asked = others.map((other, index) => ({
      ...weekly({
        rule: rules[index % 3],
        firstStart: `${day(2 + (index % 2))}T10:${index % 2 ? "30" : "00"}`,
        book: "POSSIBLE",
      }),
      engagementId: apiId("engagement", other),
      durationMinutes: index > 3 ? 150 : 60,
    }));
    // With single bookings in between.
    const single = (offset: number) => {
      const input = {
        engagementId: apiId("engagement", engagement),
        startsAt: at(offset, 10, 15),
        endsAt: at(offset, 11, 15),
      };
      return asManager.send(bookOneText, { input });
    };
    const answers = await Promise.all([
      ...asked.map((input) => asManager.send(bookText, { input })),
      ...[4, 9, 14, 19].map(single),
    ]);
    expect(failures(answers)).toEqual([]);
    expect(await overlaps()).toBe(0);
    for (const [index, { data }] of answers.slice(0, 6).entries()) {
      const { series: one, conflicts } = data.bookSeries;
      const expected = Number(/COUNT=(\d+)/.exec(asked[index]!.rule)![1]);
      if (one === null) expect(conflicts).toHaveLength(expected);
      else expect(one.sessions.nodes.length + one.exceptions.nodes.length).toBe(expected);
    }
  });

  test("however series and their sessions are changed by several at once, every start has one session or one exception", async () => {
    const step = fc.record({
      what: fc.constantFrom("cancelOne", "moveOne", "moveOne", "change", "change", "cancelFrom", "bookOne"),
      which: fc.nat(9),
      hour: fc.integer({ min: 8, max: 18 }),
      days: fc.nat(20),
      rule: fc.constantFrom(
        undefined,
        undefined,
        "FREQ=DAILY;COUNT=8",
        "FREQ=DAILY;INTERVAL=2;COUNT=6",
        "FREQ=WEEKLY;COUNT=3",
      ),
      possible: fc.constantFrom("ALL", "POSSIBLE", "POSSIBLE"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 6 }),
        async (turns) => {
          await newFirm({ allocation_amount: 25 });
          await book({ rule: "FREQ=DAILY;COUNT=10", firstStart: `${day(2)}T10:00` });
          for (const turn of turns) {
            const { rows: known } = await database.admin.query<{ id: string; series: string | null; original: Date }>(
              "select id, series_id as series, original_start as original from session where firm_id = $1 order by created_at, original_start, id",
              [firm.firmId],
            );
            const answers = await Promise.all(
              turn.map(({ what, which, hour, days, rule, possible }) => {
                const { id, series: ofSeries, original } = known[which % known.length]!;
                const startsAt = at(2 + days, hour);
                const endsAt = new Date(startsAt.getTime() + 5_400_000);
                const one = apiId("session", id);
                if (what === "cancelOne") return asManager.send(cancelOneText, { id: one });
                if (what === "moveOne") return asManager.send(moveText, { input: { id: one, startsAt, endsAt } });
                if (what === "bookOne" || ofSeries === null) {
                  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt };
                  return asManager.send(bookOneText, { input });
                }
                const input = { id: apiId("series", ofSeries), from: original };
                if (what === "cancelFrom") return asManager.send(cancelText, { input });
                const firstStart = `${day(2 + days)}T${String(hour).padStart(2, "0")}:00`;
                return asManager.send(changeText, { input: { ...input, firstStart, rule, book: possible } });
              }),
            );
            expect(failures(answers)).toEqual([]);
          }
          expect(await overlaps()).toBe(0);
          await expectSeriesToHold();
        },
      ),
      { numRuns: 15 },
    );
  });

  /** Every start that a series' rule has is a session of it or an exception, and not both; the ledger has what the sessions take. */
  async function expectSeriesToHold(): Promise<void> {
    const { rows } = await database.admin.query<{ id: string; rule: string; ended: boolean; first: string }>(
      "select id, rule, first_start as first, ended_at is not null as ended from series where firm_id = $1",
      [firm.firmId],
    );
    for (const { id, rule, ended, first } of rows) {
      const { rows: named } = await database.admin.query<{ start: Date; kind: string }>(
        `select original_start as start, status as kind from session where firm_id = $1 and series_id = $2
         union all select original_start, 'EXCEPTION' from series_exception where firm_id = $1 and series_id = $2`,
        [firm.firmId, id],
      );
      const starts = named.map(({ start }) => start.getTime());
      expect(new Set(starts).size).toBe(starts.length);
      const live = named.filter(({ kind }) => kind === "CONFIRMED").map(({ start }) => start.getTime());
      if (ended) {
        expect(live).toEqual([]);
        continue;
      }
      const [, frequency, interval = "1", number] = /^FREQ=(\w+)(?:;INTERVAL=(\d))?;COUNT=(\d+)$/.exec(rule)!;
      const pace = Number(interval) * (frequency === "DAILY" ? 1 : 7) * 86_400_000;
      const expected = Array.from({ length: Number(number) }, (_, index) => Date.parse(`${first}Z`) + index * pace);
      expect(starts).toEqual(expect.arrayContaining(expected));
      expect(expected).toEqual(expect.arrayContaining(live));
    }
    const { rows: taken } = await database.admin.query<{ sessions: number; reserved: number }>(
      `select (select count(*) from session where firm_id = $1 and status = 'CONFIRMED')::integer as sessions,
         (select coalesce(sum(case kind when 'RESERVE' then 1 else -1 end), 0) from allocation_entry where firm_id = $1)::integer as reserved`,
      [firm.firmId],
    );
    expect(taken[0]!.reserved).toBe(taken[0]!.sessions);
  }
});
