import { beforeAll, expect, test } from "@jest/globals";
import { type AnyData, day } from "@coachwork/testing";
import fc from "fast-check";
import { done, mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";
import { MetricsWorld } from "./metrics-world.ts";

const stage = await sharedStage();
let goals: GoalsWorld;
let world: MetricsWorld;

beforeAll(async () => {
  goals = await GoalsWorld.open(stage);
  world = new MetricsWorld(goals);
});

const CHART = `query($id: ID!, $from: Date!, $until: Date!) { metric(id: $id) {
  chart(from: $from, until: $until) { from until count last average lowest highest isTargetReached } } }`;

const chart = async (id: string, from: string, until: string): Promise<AnyData[]> =>
  (await goals.client.ask(CHART, { id, from, until })).metric.chart;

interface Recorded {
  readonly day: string;
  readonly value: number;
}

/** Writes entries as if they had been recorded. */
async function write(metricId: string, entries: readonly Recorded[]): Promise<void> {
  const text = `insert into metric_entry (firm_id, id, metric_id, engagement_id, participant_id, day, value, recorded_by_id, recorded_at)
    select $1, gen_random_uuid(), $2, $3, $4, day, value, $4, now() from unnest($5::date[], $6::float8[]) as given (day, value)`;
  const uuid = metricId.replace("metric_", "");
  const columns = [entries.map((each) => each.day), entries.map((each) => each.value)];
  await stage.database.admin.query(text, [goals.firm.firmId, uuid, goals.engagement, goals.clientId, ...columns]);
}

const point = (from: string, until: string, values: readonly [count: number, last: number, average: number]) => {
  const [count, last, average] = values;
  return expect.objectContaining({ from, until, count, last, average });
};

test("has a point for each day, week or month that has entries, over ends of months and years", async () => {
  const id = await world.metric();
  await write(id, [
    { day: "2024-02-26", value: 1 },
    { day: "2024-02-29", value: 2 },
    { day: "2024-03-01", value: 4.5 },
    { day: "2024-12-31", value: 8 },
    { day: "2025-01-01", value: 9 },
  ]);
  const all = () => chart(id, "2024-01-01", "2025-01-31");
  expect((await all()).map(({ from, until, last }) => [from, until, last])).toEqual(
    [
      ["2024-02-26", 1],
      ["2024-02-29", 2],
      ["2024-03-01", 4.5],
      ["2024-12-31", 8],
      ["2025-01-01", 9],
    ].map(([date, value]) => [date, date, value]),
  );
  await world.act("updateMetric", { id, frequency: "WEEKLY" });
  expect(await all()).toEqual([
    point("2024-02-26", "2024-03-03", [3, 4.5, 2.5]),
    point("2024-12-30", "2025-01-05", [2, 9, 8.5]),
  ]);
  await world.act("updateMetric", { id, frequency: "MONTHLY" });
  expect(await all()).toEqual([
    point("2024-02-01", "2024-02-29", [2, 2, 1.5]),
    point("2024-03-01", "2024-03-31", [1, 4.5, 4.5]),
    point("2024-12-01", "2024-12-31", [1, 8, 8]),
    point("2025-01-01", "2025-01-31", [1, 9, 9]),
  ]);
  expect(await chart(id, "2024-02-27", "2024-12-30")).toEqual([
    point("2024-02-01", "2024-02-29", [1, 2, 2]),
    point("2024-03-01", "2024-03-31", [1, 4.5, 4.5]),
  ]);
  expect(await chart(id, "2023-01-01", "2023-12-31")).toEqual([]);
});

test("says whether the target is reached, as the target is now", async () => {
  const id = await world.metric({ target: 5 });
  await write(
    id,
    [4.9999, 5, 5.0001].map((value, index) => ({ day: `2024-05-0${index + 1}`, value })),
  );
  const reached = async () =>
    (await chart(id, "2024-05-01", "2024-05-31")).map(({ isTargetReached }) => isTargetReached);
  expect(await reached()).toEqual([false, true, true]);
  await done(goals.coach, "updateMetric", { id, targetDirection: "AT_MOST" });
  expect(await reached()).toEqual([true, true, false]);
  await done(goals.coach, "updateMetric", { id, target: null });
  expect(await reached()).toEqual([null, null, null]);
});

test.each([
  ["2024-05-02", "2024-05-01", "from is 2024-05-02, after until, which is 2024-05-01. Swap them."],
  ["2023-01-01", "2025-01-01", "The chart would span 732 days. Ask for 731 or fewer."],
])("is refused from %s until %s", async (from, until, message) => {
  const id = await world.metric();
  const { errors } = await goals.client.send(CHART, { id, from, until });
  expect(errors).toMatchObject([{ message, extensions: { code: "BAD_USER_INPUT" } }]);
});

test("spans two years, one of them a leap year", async () => {
  const id = await world.metric();
  expect(await chart(id, "2023-01-01", "2024-12-31")).toEqual([]);
});

test("is there for each metric of a page, under names of one's own", async () => {
  const id = await world.metric({ name: "Named" });
  await mutate(goals.client, "recordMetricEntry", { metricId: id, value: 3 });
  const text = `query($from: Date!) { metrics(last: 1) { nodes { name
    week: chart(from: $from, until: "${day(0)}") { __typename value: last }
    never: chart(from: "1999-01-01", until: "1999-01-02") { last } } } }`;
  const { metrics } = await goals.coach.ask(text, { from: day(-6) });
  const week = [{ __typename: "MetricPoint", value: 3 }];
  expect(metrics.nodes).toEqual([{ name: "Named", week, never: [] }]);
});

const DAY_MS = 86_400_000;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The first and the last day of the period that a day is in. */
function periodOf(frequency: string, date: string): readonly [from: string, until: string] {
  const at = new Date(date);
  if (frequency === "MONTHLY") {
    const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
    return [dateOf(Date.UTC(year, month, 1)), dateOf(Date.UTC(year, month + 1, 0))];
  }
  if (frequency !== "WEEKLY") return [date, date];
  const monday = at.getTime() - ((at.getUTCDay() + 6) % 7) * DAY_MS;
  return [dateOf(monday), dateOf(monday + 6 * DAY_MS)];
}

interface Target {
  readonly target: number;
  readonly targetDirection: "AT_LEAST" | "AT_MOST";
}

/** The chart as one would draw it by hand. Values are counted in ten-thousandths, so that sums are exact. */
function drawn(frequency: string, entries: readonly Recorded[], target: Target | null): AnyData[] {
  const sorted = [...entries].sort((a, b) => (a.day < b.day ? -1 : 1));
  return [...Map.groupBy(sorted, (each) => periodOf(frequency, each.day).join())].map(([period, all]) => {
    const [from, until] = period.split(",");
    const values = all.map(({ value }) => value);
    const last = values.at(-1)!;
    const isAtLeast = target?.targetDirection === "AT_LEAST";
    const sum = values.reduce((total, value) => total + Math.round(value * 10_000), 0);
    return {
      ...{ from, until, count: values.length, last, average: sum / values.length / 10_000 },
      ...{ lowest: Math.min(...values), highest: Math.max(...values) },
      isTargetReached: target && (isAtLeast ? last >= target.target : last <= target.target),
    };
  });
}

const value = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((units) => units / 10_000);
const START = Date.UTC(2023, 10, 20);
const entry = fc.record({ day: fc.nat(500).map((days) => dateOf(START + days * DAY_MS)), value });
const target = fc.option(fc.record({ target: value, targetDirection: fc.constantFrom("AT_LEAST", "AT_MOST") }));

test("agrees with one drawn by hand for any entries, frequency, target and range", async () => {
  const frequencies = fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "AS_NEEDED");
  const entries = fc.uniqueArray(entry, { maxLength: 40, selector: ({ day: date }) => date });
  const range = fc.tuple(fc.nat(500), fc.nat(500)).map((days) => days.sort((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(frequencies, entries, target, range, async (frequency, all, wanted, days) => {
      const id = await world.metric({ frequency, ...wanted });
      await write(id, all);
      const [from, until] = days.map((each) => dateOf(START + each * DAY_MS)) as [string, string];
      const found = await chart(id, from, until);
      const inRange = all.filter(({ day: date }) => from <= date && date <= until);
      const expected = drawn(frequency, inRange, wanted);
      const rough = (points: readonly AnyData[]) => points.map(({ average: _, ...rest }) => rest);
      expect(rough(found)).toEqual(rough(expected));
      const faults = found.map(({ average }, index) => Math.abs(average - expected[index]!.average));
      expect(Math.max(0, ...faults)).toBeLessThan(0.00005 + 1e-9);
    }),
    { numRuns: 40 },
  );
});
