import { expect } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import { calendarProblems } from "@coachwork/testing/calendar";
import ICAL from "ical.js";
import type { Letter } from "../support/mailbox.ts";
import { change, group, people, signedIn } from "./letters-world.ts";

export const WEEK = 7 * 86_400_000;
/** The first start of a series of these stories. */
export const first = at(3, 10).getTime();
const sessionFields = "sessions(first: 50) { nodes { id status startsAt endsAt originalStart } }";

/** Books a weekly hour on the first coach's calendar, twelve times. */
export async function bookSeries(more: object = {}): Promise<AnyData> {
  const usual = { engagementId: apiId("engagement", group), coachIds: [apiId("person", people.coach)] };
  const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=12", timeZone: "UTC" };
  const { series } = await change(
    "bookSeries",
    { ...usual, ...when, ...more },
    { answer: `series { id ${sessionFields} }` },
  );
  return series;
}

export const sessionsOf = (series: AnyData): AnyData[] => series.sessions.nodes;

/** The starts of a weekly series. */
export const nextWeeks = (count: number) => Array.from({ length: count }, (_, index) => first + index * WEEK);

/** The starts of the sessions that a calendar shows which reads these texts one after another. */
export function shownBy(letters: readonly Letter[]): Map<string, number[]> {
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

/** The first starts of an event, in order. */
export function startsOf(event: ICAL.Event): number[] {
  const starts: number[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && starts.length < 30; next = iterator.next())
    starts.push(event.getOccurrenceDetails(next).startDate.toJSDate().getTime());
  return starts.sort((a, b) => a - b);
}

/** The one event that these letters leave in a calendar: its UID and its starts. */
export function onlyUid(letters: readonly Letter[]): readonly [uid: string, starts: number[]] {
  const shown = [...shownBy(letters).entries()];
  expect(shown).toHaveLength(1);
  return shown[0]!;
}

/** The events of somebody's feed. */
export async function feedOf(personId: string): Promise<ICAL.Component[]> {
  const client = await signedIn(personId);
  const { address } = await change("createCalendarFeed", {}, { by: client, answer: "address" });
  const text = await (await fetch(`${client.url}${new URL(address as string).pathname}`)).text();
  expect(calendarProblems(text)).toEqual([]);
  return new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent");
}
