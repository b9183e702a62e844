import { expect, test } from "@jest/globals";
import { type AnyData, at, day } from "@coachwork/testing";
import {
  asClient,
  asManager,
  book,
  change,
  codesOf,
  confirmedOf,
  iso,
  playOn,
  seriesNow,
  startsOf,
} from "./series-world.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

const daily = (firstDay: number, count: number) => ({
  firstStart: `${day(firstDay)}T10:00`,
  rule: `FREQ=DAILY;COUNT=${count}`,
});
const days = (...offsets: number[]) => offsets.map((offset) => iso(at(offset, 10)));
const holiday = async (offset: number) =>
  (await mutate(asManager, "createHoliday", { name: "Retreat", date: day(offset) }, { answer: "holiday { id }" }))
    .holiday;
const exceptionsOf = (series: AnyData) =>
  series.exceptions.nodes.map(({ originalStart, code }: AnyData) => [originalStart, code]);

/** In how many days the next public holiday is that all of Germany has, on a fixed date and without another beside it. */
function nextHoliday(): number {
  for (let offset = 2; ; offset += 1) if (/-(05-01|10-03|01-01)$/.test(day(offset))) return offset;
}

test("a series has no session on the firm's holidays if it skips them", async () => {
  await holiday(10);
  const archived = await holiday(11);
  await mutate(asManager, "archiveHoliday", { id: archived.id }, { answer: "holiday { id }" });
  const { series, conflicts, userErrors } = await book({ ...daily(9, 4), skipsFirmHolidays: true }, asClient);
  expect([userErrors, conflicts]).toEqual([[], []]);
  expect(startsOf(series)).toEqual(days(9, 11, 12));
  expect(exceptionsOf(series)).toEqual([[iso(at(10, 10)), null]]);
  const { node } = await asClient.ask(
    `{ node(id: "${series.id}") { ... on SessionSeries { skipsFirmHolidays holidayRegion } } holidays(first: 5) { nodes { name date } } }`,
  );
  expect(node).toEqual({ skipsFirmHolidays: true, holidayRegion: null });
  expect(startsOf((await book({ ...daily(20, 3) })).series)).toEqual(days(20, 21, 22));
});

test("or on the public ones of a country, on the date in the series' own zone", async () => {
  const offset = nextHoliday();
  const { series, userErrors } = await book({ ...daily(offset - 1, 3), holidayRegion: "DE" });
  expect(userErrors).toEqual([]);
  expect(startsOf(series)).toEqual(days(offset - 1, offset + 1));
  // Half past one in Auckland is the day before in UTC: the date there decides.
  const far = { firstStart: `${day(offset)}T01:30`, rule: "FREQ=DAILY;COUNT=2", timeZone: "Pacific/Auckland" };
  const inAuckland = await book({ ...far, holidayRegion: "DE" });
  expect(exceptionsOf(inAuckland.series)).toHaveLength(1);
  expect(startsOf(inAuckland.series)).toHaveLength(1);
  expect(startsOf(inAuckland.series)[0]! > iso(at(offset, 0))).toBe(true);
});

test("a series that would have no session at all, or names no country, is refused", async () => {
  await holiday(10);
  const nothing = await book({ ...daily(10, 1), skipsFirmHolidays: true });
  expect(nothing.userErrors).toMatchObject([{ code: "INVALID", field: ["input", "rule"] }]);
  for (const holidayRegion of ["Germany", "DE-XX", "constructor"]) {
    const { userErrors, series } = await book({ ...daily(10, 2), holidayRegion });
    expect(userErrors).toMatchObject([{ code: "UNKNOWN_REGION", field: ["input", "holidayRegion"] }]);
    expect([userErrors[0].message.includes(holidayRegion), series]).toEqual([true, null]);
  }
});

test("a series that begins to skip holidays loses its session on one, and moves past them", async () => {
  await holiday(10);
  const { series } = await book(daily(9, 3));
  const skipping = await change({ id: series.id, skipsFirmHolidays: true });
  expect([codesOf(skipping), skipping.conflicts]).toEqual([[], []]);
  expect(confirmedOf(skipping.series).map(({ startsAt }) => startsAt)).toEqual(days(9, 11));
  const former = await seriesNow(series.id);
  expect(former.sessions.nodes.map(({ startsAt, status }: AnyData) => [startsAt, status])).toEqual([
    [iso(at(10, 10)), "CANCELLED"],
  ]);
  // The one of day 9 would move to the holiday, and the one of day 11 moves on.
  const moved = await change({ id: skipping.series.id, firstStart: `${day(10)}T10:00` });
  expect(codesOf(moved)).toEqual([]);
  expect(confirmedOf(moved.series).map(({ startsAt }) => startsAt)).toEqual(days(12));
  const stopped = await change({ id: moved.series.id, skipsFirmHolidays: false, firstStart: `${day(12)}T11:00` });
  expect(codesOf(stopped)).toEqual([]);
});
