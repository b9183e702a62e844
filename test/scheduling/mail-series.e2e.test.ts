import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import ICAL from "ical.js";
import { sharedStage } from "../support/stage.ts";
import { allTold, asManager, book, change, database, firm, group, lettersTo, people, playOn } from "./letters-world.ts";
import {
  bookSeries,
  feedOf,
  first,
  nextWeeks,
  onlyUid,
  sessionsOf,
  shownBy,
  startsOf,
  WEEK,
} from "./mail-series-world.ts";

playOn(await sharedStage());

describe("A series of twelve", () => {
  test("is one letter to each, with one event that recurs; in a feed too", async () => {
    const series = await bookSeries();
    for (const each of [people.coach, people.ines, people.jonah]) {
      const [letter] = await lettersTo(each, 1);
      expect(letter!.subject).toMatch(/^Series booked: Risk committee, from /);
      expect(letter!.text.match(/^- /gm)).toHaveLength(12);
      expect(letter!.calendar).toContain("RRULE:FREQ=WEEKLY;COUNT=12\r\n");
      expect(onlyUid([letter!])).toEqual([`${series.id}@coachwork`, nextWeeks(12)]);
    }
    await allTold();
    for (const each of [people.coach, people.ines, people.jonah]) expect(await lettersTo(each, 1)).toHaveLength(1);

    const [event, ...others] = await feedOf(people.ines);
    expect(others).toEqual([]);
    expect(event!.getFirstPropertyValue("uid")).toBe(`${series.id}@coachwork`);
    expect(startsOf(new ICAL.Event(event))).toEqual(nextWeeks(12));
  });

  test("of which one is moved and one is called off: a letter for each, of that session alone", async () => {
    const [, second, third] = sessionsOf(await bookSeries());
    await lettersTo(people.ines, 1);
    await change("rescheduleSession", { id: second.id, startsAt: at(11, 14), endsAt: at(11, 15) });
    const [, moved] = await lettersTo(people.ines, 2);
    expect(moved!.subject).toMatch(/^Session moved: /);
    await change("cancelSession", { id: third.id });
    const letters = await lettersTo(people.ines, 3);
    expect(letters.map(({ method }) => method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    expect(letters[1]!.calendar).toMatch(/^RECURRENCE-ID/m);
    const left = [first, at(11, 14).getTime(), ...nextWeeks(12).slice(3)];
    expect(onlyUid(letters)[1]).toEqual(left);

    const events = await feedOf(people.ines);
    expect(events).toHaveLength(2);
    const [master, apart] = events.map((event) => new ICAL.Event(event));
    expect(master!.component.getAllProperties("exdate")).toHaveLength(1);
    master!.relateException(apart!);
    expect(startsOf(master!)).toEqual(left);
  });

  test("changes as a whole by one letter under the same UID, and ends by one", async () => {
    const series = await bookSeries();
    for (const each of [people.coach, people.ines]) await lettersTo(each, 1);
    const later = { id: series.id, from: new Date(first), firstStart: `${day(3)}T15:00` };
    const { series: changed } = await change("changeSeries", later, { answer: "series { id }" });
    const letters = await lettersTo(people.ines, 2);
    expect(letters[1]!.subject).toMatch(/^Series changed: /);
    expect(onlyUid(letters)).toEqual([`${series.id}@coachwork`, nextWeeks(12).map((start) => start + 5 * 3_600_000)]);
    await lettersTo(people.coach, 2);
    await change("cancelSeries", { id: changed.id, reason: "Budget" });
    const [, , ended] = await lettersTo(people.ines, 3);
    expect([ended!.method, shownBy(await lettersTo(people.ines, 3)).size]).toEqual(["CANCEL", 0]);
    expect(ended!.text).toContain("Why: Budget\n");
    await allTold();
    expect(await lettersTo(people.ines, 3)).toHaveLength(3);
    expect(await lettersTo(people.coach, 3)).toHaveLength(3);
  });

  test("moves to another day and zone by one letter under the same UID, and what was moved by itself stays", async () => {
    const series = await bookSeries();
    const [, second] = sessionsOf(series);
    const everybody = [people.coach, people.ines, people.jonah];
    for (const each of everybody) await lettersTo(each, 1);
    await change("rescheduleSession", { id: second.id, startsAt: at(11, 14), endsAt: at(11, 15) });
    for (const each of everybody) await lettersTo(each, 2);
    const elsewhere = { firstStart: `${day(4)}T15:30`, timeZone: "Asia/Kolkata" };
    await change("changeSeries", { id: series.id, ...elsewhere }, { answer: "series { id }" });
    const shifted = nextWeeks(12).map((start) => start + 24 * 3_600_000);
    const expected = [shifted[0]!, at(11, 14).getTime(), ...shifted.slice(2)];
    for (const each of everybody) {
      const letters = await lettersTo(each, 3);
      expect(onlyUid(letters)).toEqual([`${series.id}@coachwork`, expected]);
      const versions = letters.map(({ calendar }) => Number(/^SEQUENCE:(\d+)/m.exec(calendar!)![1]));
      expect(versions[2]).toBeGreaterThan(versions[1]!);
      // Headed by the next session as it is now.
      expect(letters[2]!.subject).toMatch(new RegExp(` ${at(4, 10).getUTCDate()} [A-Z]`));
      // The moved session is known by its place in the series, wherever that is now.
      expect(letters[2]!.calendar).toMatch(/^RECURRENCE-ID;TZID=Asia\/Kolkata:\d{8}T153000\r$/m);
    }
    await allTold();
    for (const each of everybody) expect(await lettersTo(each, 3)).toHaveLength(3);

    const [master, apart] = (await feedOf(people.ines)).map((event) => new ICAL.Event(event));
    expect(master!.uid).toBe(`${series.id}@coachwork`);
    master!.relateException(apart!);
    expect(startsOf(master!)).toEqual(expected);
  });

  test("is two series from the change of this and the following on, each by one letter", async () => {
    const series = await bookSeries();
    await lettersTo(people.ines, 1);
    await change("changeSeries", { id: series.id, from: new Date(first + 4 * WEEK), firstStart: `${day(31)}T15:00` });
    const letters = await lettersTo(people.ines, 3);
    const shown = [...shownBy(letters).values()].sort((a, b) => a[0]! - b[0]!);
    expect(shown).toEqual([
      nextWeeks(4),
      nextWeeks(12)
        .slice(4)
        .map((start) => start + 5 * 3_600_000),
    ]);
    await allTold();
    expect(await lettersTo(people.ines, 3)).toHaveLength(3);
  });
});

test("A letter about a series says until when cancelling is free, and which dates have no session", async () => {
  const alone = await firm.engagement(
    { coaches: [people.coach], participants: [people.ines] },
    { allocation_amount: 50 },
  );
  await change("createHoliday", { name: "Retreat", date: day(10) });
  await book(at(17, 10));
  const weekly = { engagementId: apiId("engagement", alone), skipsFirmHolidays: true, book: "POSSIBLE" };
  await bookSeries({ ...weekly, rule: "FREQ=WEEKLY;COUNT=4" });
  const told = async (personId: string, count: number) =>
    (await lettersTo(personId, count)).find(({ subject }) => subject.startsWith("Series booked"))!.text;
  const date = (offset: number) =>
    new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Europe/London" }).format(at(offset, 10));
  const text = await told(people.ines, 2);
  expect(text).toContain(`No session on: ${date(10)} (holiday); ${date(17)} (not possible)\n`);
  expect(text).toMatch(
    /You can cancel each session free of charge until 24 hours before its start, the next one until .* \(London, UTC\+0\)\./,
  );
  expect(await told(people.coach, 2)).not.toContain("free of charge");
});

test("Sessions of a series that calendars know each by itself stay so", async () => {
  const [session] = sessionsOf(await bookSeries({ rule: "FREQ=WEEKLY;COUNT=2" }));
  await lettersTo(people.ines, 1);
  await allTold();
  // As a release wrote them that did not know series in calendars.
  await database.admin.query("delete from email where firm_id = $1", [firm.firmId]);
  await database.admin.query("update series set calendar_id = null where firm_id = $1", [firm.firmId]);
  await change("rescheduleSession", { id: session.id, startsAt: at(3, 14), endsAt: at(3, 15) });
  const [letter] = await lettersTo(people.ines, 1);
  expect(onlyUid([letter!])).toEqual([`${session.id}@coachwork`, [at(3, 14).getTime()]]);
  const { sessions } = (
    await asManager.ask("query($id: ID!) { engagement(id: $id) { sessions(first: 9) { nodes { id } } } }", {
      id: apiId("engagement", group),
    })
  ).engagement;
  const uids = (await feedOf(people.ines)).map((event) => event.getFirstPropertyValue("uid")).sort();
  expect(uids).toEqual(sessions.nodes.map(({ id }: AnyData) => `${id}@coachwork`).sort());
});
