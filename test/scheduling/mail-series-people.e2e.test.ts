import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, until } from "@coachwork/testing";
import ICAL from "ical.js";
import { sharedStage } from "../support/stage.ts";
import {
  allTold,
  asManager,
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
import { bookSeries, feedOf, nextWeeks, onlyUid, sessionsOf, shownBy, startsOf } from "./mail-series-world.ts";

playOn(await sharedStage());

describe("Somebody who", () => {
  test("joins a group with a series of twelve gets one letter, and one when they leave", async () => {
    await bookSeries();
    await lettersTo(people.coach, 1);
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
    for (const each of [people.coach, people.jonah]) await lettersTo(each, 1);
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

test("A later last day of the engagement is sent to the calendars that have a series without an end of its own", async () => {
  await database.admin.query("update engagement set ends_on = $2 where id = $1", [group, day(199)]);
  await bookSeries({ rule: "FREQ=WEEKLY" });
  const untilOf = ({ calendar }: { calendar: string | null }) => /^RRULE:.*UNTIL=(\d+)/m.exec(calendar!)?.[1];
  const dateOf = (offset: number) => day(offset).replaceAll("-", "");
  const [booked] = await lettersTo(people.ines, 1);
  expect(untilOf(booked!)).toBe(dateOf(199));
  await change("updateEngagement", { id: apiId("engagement", group), endsOn: day(300) });
  const [, longer] = await lettersTo(people.ines, 2);
  expect([longer!.subject.split(":")[0], untilOf(longer!)]).toEqual(["Series changed", dateOf(300)]);
  // What calendars do not show is no news.
  await change("updateEngagement", { id: apiId("engagement", group), externalId: "crm-1" });
  await allTold();
  expect(await lettersTo(people.ines, 2)).toHaveLength(2);
});
