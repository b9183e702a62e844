import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, until } from "@coachwork/testing";
import { calendarProblems } from "@coachwork/testing/calendar";
import ICAL from "ical.js";
import { sharedStage } from "../support/stage.ts";
import type { Letter } from "../support/mailbox.ts";
import {
  allTold,
  asManager,
  book,
  change,
  database,
  firm,
  group,
  lettersTo,
  people,
  person,
  playOn,
  signedIn,
} from "./letters-world.ts";

playOn(await sharedStage());

const WEEK = 7 * 86_400_000;
const first = at(3, 10).getTime();
const sessionFields = "sessions(first: 50) { nodes { id status startsAt endsAt originalStart } }";

/** Books a weekly hour on the first coach's calendar, twelve times. */
async function bookSeries(more: object = {}): Promise<AnyData> {
  const usual = { engagementId: apiId("engagement", group), coachIds: [apiId("person", people.coach)] };
  const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=12", timeZone: "UTC" };
  const { series } = await change(
    "bookSeries",
    { ...usual, ...when, ...more },
    { answer: `series { id ${sessionFields} }` },
  );
  return series;
}
const sessionsOf = (series: AnyData): AnyData[] => series.sessions.nodes;
const nextWeeks = (count: number) => Array.from({ length: count }, (_, index) => first + index * WEEK);

/** The starts of the sessions that a calendar shows which reads these texts one after another. */
function shownBy(letters: readonly Letter[]): Map<string, number[]> {
  const known = new Map<string, ICAL.Event>();
  for (const { calendar, method } of letters) {
    if (calendar === null) continue;
    expect(calendarProblems(calendar)).toEqual([]);
    const events = new ICAL.Component(ICAL.parse(calendar) as never)
      .getAllSubcomponents("vevent")
      .map((event) => new ICAL.Event(event));
    for (const event of events) {
      const master = known.get(event.uid);
      if (event.recurrenceId === null || event.recurrenceId === undefined) {
        if (method === "CANCEL") known.delete(event.uid);
        else known.set(event.uid, event);
      } else if (method === "CANCEL") {
        master!.component.addPropertyWithValue("exdate", event.recurrenceId);
      } else master!.relateException(event);
    }
  }
  return new Map([...known].map(([uid, event]) => [uid, startsOf(event)]));
}

function startsOf(event: ICAL.Event): number[] {
  const starts: number[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && starts.length < 30; next = iterator.next())
    starts.push(event.getOccurrenceDetails(next).startDate.toJSDate().getTime());
  return starts.sort((a, b) => a - b);
}
const onlyUid = (letters: readonly Letter[]) => {
  const shown = [...shownBy(letters).entries()];
  expect(shown).toHaveLength(1);
  return shown[0]!;
};

/** The events of somebody's feed. */
async function feedOf(personId: string): Promise<ICAL.Component[]> {
  const client = await signedIn(personId);
  const { address } = await change("createCalendarFeed", {}, { by: client, answer: "address" });
  const text = await (await fetch(`${client.url}${new URL(address as string).pathname}`)).text();
  expect(calendarProblems(text)).toEqual([]);
  return new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent");
}

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
    await lettersTo(people.ines, 1);
    const later = { id: series.id, from: new Date(first), firstStart: `${day(3)}T15:00` };
    const { series: changed } = await change("changeSeries", later, { answer: "series { id }" });
    const letters = await lettersTo(people.ines, 2);
    expect(letters[1]!.subject).toMatch(/^Series changed: /);
    expect(onlyUid(letters)).toEqual([`${series.id}@coachwork`, nextWeeks(12).map((start) => start + 5 * 3_600_000)]);
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

describe("Somebody who", () => {
  test("joins a group with a series of twelve gets one letter, and one when they leave", async () => {
    await bookSeries();
    const mara = await person("CLIENT", "Mara Lind");
    const joining = { engagementId: apiId("engagement", group), personId: apiId("person", mara), joinedOn: day(8) };
    await change("addEngagementParticipant", joining, { type: "AddToEngagementInput" });
    const letters = await lettersTo(mara, 1);
    expect(onlyUid(letters)[1]).toEqual(nextWeeks(12).slice(1));
    await allTold();
    expect(await lettersTo(mara, 1)).toHaveLength(1);
    const [, joined] = await lettersTo(people.coach, 2);
    expect(joined!.subject).toMatch(/^Series changed: /);

    const { rows } = await database.admin.query<{ id: string }>(
      "select id from engagement_participant where firm_id = $1 and person_id = $2",
      [firm.firmId, mara],
    );
    const leaving = { id: apiId("engagement_participant", rows[0]!.id), leftOn: day(9) };
    await change("endEngagementParticipant", leaving, { type: "EndMembershipInput" });
    const [, left] = await lettersTo(mara, 2);
    expect([left!.method, /^STATUS:/m.test(left!.calendar!)]).toEqual(["CANCEL", false]);
    expect(left!.text).toContain("You no longer take part");
    await allTold();
    expect(await lettersTo(mara, 2)).toHaveLength(2);
    expect(await lettersTo(people.ines, 1)).toHaveLength(1);
  });

  test("is excused from one session has a calendar without it, and the others keep it", async () => {
    const [, second] = sessionsOf(await bookSeries());
    await lettersTo(people.jonah, 1);
    await change("excuseFromSession", { id: second.id }, { by: await signedIn(people.jonah) });
    const letters = await lettersTo(people.jonah, 2);
    expect(onlyUid(letters)[1]).toEqual(nextWeeks(12).filter((_, week) => week !== 1));
    expect(letters[1]!.text).toContain("You no longer take part");
    const [, excused] = await lettersTo(people.coach, 2);
    expect(excused!.text).toContain("No longer takes part: Jonah Reyes\n");
    await allTold();
    expect(await lettersTo(people.ines, 1)).toHaveLength(1);
    await change("excuseFromSession", { id: second.id, excused: false }, { by: await signedIn(people.jonah) });
    expect(onlyUid(await lettersTo(people.jonah, 3))[1]).toEqual(nextWeeks(12));
  });
});

test("Somebody with a seat in one session of a series has that one in their calendar, and its coach has all", async () => {
  await database.admin.query("update engagement set ends_on = $2 where id = $1", [group, day(400)]);
  await bookSeries({ rule: "FREQ=WEEKLY", seats: { capacity: 2 } });
  // It goes on beyond the 26 weeks that are booked.
  expect(onlyUid(await lettersTo(people.coach, 1))[1]).toEqual(nextWeeks(30));
  const { sessions } = (
    await asManager.ask("query($id: ID!) { engagement(id: $id) { sessions(last: 2) { nodes { id startsAt } } } }", {
      id: apiId("engagement", group),
    })
  ).engagement;
  const [before, last] = sessions.nodes;
  const asInes = await signedIn(people.ines);
  const { seat } = await change("takeSeat", { sessionId: last.id }, { by: asInes, answer: "seat { id }" });
  const [told] = await lettersTo(people.ines, 1);
  expect(told!.subject).toMatch(/^Session booked: /);
  expect(told!.text).toContain("You have a seat in “Risk committee”.");
  expect(told!.text).toMatch(/^When: /m);
  expect(told!.text).not.toMatch(/series|^- /im);
  expect(onlyUid([told!])[1]).toEqual([Date.parse(last.startsAt)]);
  const [, taken] = await lettersTo(people.coach, 2);
  expect(taken!.subject).toMatch(/^Session changed: /);
  expect(taken!.text).toContain("A seat was taken in your session “Risk committee”.");
  expect(taken!.text).toContain("Participant: Ines Calder\nJoined: Ines Calder\n");
  const [event, ...others] = await feedOf(people.ines);
  expect(others).toEqual([]);
  expect(startsOf(new ICAL.Event(event))).toEqual([Date.parse(last.startsAt)]);
  await allTold();
  expect(await lettersTo(people.jonah, 0)).toEqual([]);

  // A second one is told alone too, and so is each that they leave.
  const { seat: second } = await change("takeSeat", { sessionId: before.id }, { by: asInes, answer: "seat { id }" });
  const both = [before, last].map(({ startsAt }) => Date.parse(startsAt));
  const letters = await lettersTo(people.ines, 2);
  expect(letters[1]!.subject).toMatch(/^Session booked: /);
  expect(onlyUid(letters)[1]).toEqual(both);
  await lettersTo(people.coach, 3);
  await change("leaveSeat", { id: seat.id }, { by: asInes });
  expect(onlyUid(await lettersTo(people.ines, 3))[1]).toEqual(both.slice(0, 1));
  await change("leaveSeat", { id: second.id }, { by: asInes });
  const all = await lettersTo(people.ines, 4);
  for (const { subject, text } of all.slice(2)) {
    expect(subject).toMatch(/^Session cancelled: /);
    expect(text).toContain("You no longer take part in “Risk committee”.");
  }
  expect(shownBy(all).size).toBe(0);
  await change("takeSeat", { sessionId: last.id }, { by: asInes });
  const back = await lettersTo(people.ines, 5);
  expect(back[4]!.subject).toMatch(/^Session booked: /);
  expect(onlyUid(back)[1]).toEqual(both.slice(1));
});

test("A coach reads in a letter about a series who has a seat in which session", async () => {
  const series = await bookSeries({ rule: "FREQ=WEEKLY;COUNT=3", seats: { capacity: 2 } });
  const sessions = sessionsOf(series);
  const takes = (personId: string, session: AnyData) =>
    change("takeSeat", { sessionId: session.id, personId: apiId("person", personId) });
  await takes(people.ines, sessions[0]);
  await takes(people.jonah, sessions[0]);
  await takes(people.jonah, sessions[1]);
  await allTold();
  await change("changeSeries", { id: series.id, firstStart: `${day(3)}T15:00` }, { answer: "series { id }" });
  const told = async () => (await lettersTo(people.coach, 1)).find(({ text }) => text.includes("15:00–16:00"));
  const { subject, text } = await until("the letter", told);
  expect(subject).toMatch(/^Series changed: /);
  const lines = text.match(/^- .*$/gm)!.map((line) => line.split(" · ")[1]);
  expect(lines).toEqual(["Ines Calder and Jonah Reyes", "Jonah Reyes", undefined]);
  expect(text).not.toMatch(/^Participant/m);
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
