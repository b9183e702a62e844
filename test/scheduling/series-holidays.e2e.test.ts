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
  move,
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

test("what was skipped does not move along, and what was moved off a holiday or onto one stays there", async () => {
  await holiday(10);
  const { series } = await book({ ...daily(9, 4), skipsFirmHolidays: true });
  // Day 10 is skipped. The next holiday is day 12, and the session of day 12 has been moved off it, that of day 11 onto it.
  const [, eleventh, twelfth] = series.sessions.nodes;
  await move(twelfth.id, at(20, 15));
  await move(eleventh.id, at(12, 10));
  await holiday(12);
  const same = await change({ id: series.id, skipsFirmHolidays: true });
  expect(codesOf(same)).toEqual([]);
  expect(confirmedOf(same.series).map(({ startsAt }) => startsAt)).toEqual([...days(9, 12), iso(at(20, 15))]);
  const { nodes } = (
    await asManager.ask(
      `{ node(id: "${series.id}") { ... on SessionSeries { exceptions(first: 9) { nodes { code isHoliday } } } } }`,
    )
  ).node.exceptions;
  expect(nodes).toEqual([{ code: null, isHoliday: true }]);
  // A day later there is no holiday where there was one, and the other way round.
  const { series: moving } = await book({ ...daily(30, 3), skipsFirmHolidays: true });
  await holiday(31);
  const first = await change({ id: moving.id, skipsFirmHolidays: true });
  expect(startsOf(first.series)).toEqual(days(30, 32));
  const second = await change({ id: first.series.id, firstStart: `${day(32)}T10:00` });
  expect(confirmedOf(second.series).map(({ startsAt }) => startsAt)).toEqual(days(32, 33, 34));
  const none = await change({ id: second.series.id, skipsFirmHolidays: false, firstStart: `${day(33)}T10:00` });
  expect(confirmedOf(none.series)).toHaveLength(3);
});

test("a change that would leave nothing but holidays is refused", async () => {
  const { series } = await book(daily(10, 1));
  await holiday(10);
  const { userErrors } = await change({ id: series.id, skipsFirmHolidays: true });
  expect(userErrors).toMatchObject([{ code: "INVALID", field: ["input", "rule"] }]);
  expect(confirmedOf(await seriesNow(series.id))).toHaveLength(1);
});

test("a series that begins to skip holidays loses its session on one, and moves past them", async () => {
  await holiday(10);
  const { series } = await book(daily(9, 3));
  const skipping = await change({ id: series.id, skipsFirmHolidays: true });
  expect([codesOf(skipping), skipping.conflicts]).toEqual([[], []]);
  expect(skipping.sessionsCancelled).toMatchObject([{ startsAt: iso(at(10, 10)), status: "CANCELLED" }]);
  expect(confirmedOf(skipping.series).map(({ startsAt }) => startsAt)).toEqual(days(9, 11));
  const former = await seriesNow(series.id);
  expect(former.sessions.nodes.map(({ startsAt, status }: AnyData) => [startsAt, status])).toEqual([
    [iso(at(10, 10)), "CANCELLED"],
  ]);
  // The one of day 9 would move to the holiday. Day 11 is free of holidays, and the one of that day moves on.
  const moved = await change({ id: skipping.series.id, firstStart: `${day(10)}T10:00` });
  expect(codesOf(moved)).toEqual([]);
  expect(moved.sessionsCancelled).toMatchObject([{ startsAt: iso(at(9, 10)), status: "CANCELLED" }]);
  expect(confirmedOf(moved.series).map(({ startsAt }) => startsAt)).toEqual(days(11, 12));
  const stopped = await change({ id: moved.series.id, skipsFirmHolidays: false, firstStart: `${day(12)}T11:00` });
  expect(codesOf(stopped)).toEqual([]);
});
