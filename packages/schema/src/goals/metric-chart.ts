import { Input, ReadError, type Sql } from "@coachwork/reader";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { argumentsOf, date, required } from "../common/declare.js";
import { hasComputed } from "../common/connections.js";
import { CalendarDate } from "../common/scalars.js";
import { Metric, reachesTarget } from "./metric.js";

/** How many days a chart spans at most: two years, one of which is a leap year. */
export const LONGEST_CHART_DAYS = 731;

const DAY_MS = 86_400_000;

@ObjectType({ description: "A point of a metric's chart: what was recorded in a day, a week or a month." })
export class MetricPoint {
  @Field(() => CalendarDate, { description: "The first day of the day, week or month.", simple: true })
  from!: string;

  @Field(() => CalendarDate, { description: "Its last day.", simple: true })
  until!: string;

  @Field(() => Int, { description: "How many entries it has, 1 or more.", simple: true })
  count!: number;

  @Field(() => Float, { description: "The value of its latest entry.", simple: true })
  last!: number;

  @Field(() => Float, { description: "The average of its entries, rounded to 4 decimals.", simple: true })
  average!: number;

  @Field(() => Float, { description: "The lowest value.", simple: true })
  lowest!: number;

  @Field(() => Float, { description: "The highest value.", simple: true })
  highest!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the latest entry reaches the target as it is now. Null if the metric has no target.",
    simple: true,
  })
  isTargetReached!: boolean | null;
}

/** The first day of the period that a day is in. Without a zone: a date has none. */
const periodOf = (metric: string, day: string): string => `case ${metric}.frequency
    when 'WEEKLY' then date_trunc('week', ${day}::timestamp)::date
    when 'MONTHLY' then date_trunc('month', ${day}::timestamp)::date else ${day} end`;

const lastDayOf = (metric: string, first: string): string => `case ${metric}.frequency
    when 'WEEKLY' then ${first} + 6
    when 'MONTHLY' then (${first}::timestamp + interval '1 month' - interval '1 day')::date else ${first} end`;

type Argument = <T>(name: string) => Input<T>;

/** One query: the entries of the range by period. It reads one entry a day at most. */
function points(metric: string, argument: Argument, sql: Sql): string {
  const [entry, period] = [sql.alias("entry"), sql.alias("period")];
  const [from, until] = daysOf(argument).map((day) => sql.bind(day, "date"));
  return `select ${period}.first as "from", ${lastDayOf(metric, `${period}.first`)} as "until", ${period}.count,
      ${period}.last, ${period}.average, ${period}.lowest, ${period}.highest,
      ${reachesTarget(metric, `${period}.last`)} as "isTargetReached"
    from (select ${periodOf(metric, `${entry}.day`)} as first, count(*)::integer as count,
        (array_agg(${entry}.value order by ${entry}.day desc))[1] as last,
        round(avg(${entry}.value::numeric), 4)::float8 as average,
        min(${entry}.value) as lowest, max(${entry}.value) as highest
      from metric_entry ${entry}
      where ${entry}.firm_id = ${sql.firm} and ${entry}.metric_id = ${metric}.id
        and ${entry}.day between ${from} and ${until}
      group by 1) ${period}`;
}

/** @throws ReadError if the days are in the wrong order or too far apart */
function daysOf(argument: Argument): readonly [from: Input<string>, until: Input<string>] {
  const [first, last] = [argument<string>("from"), argument<string>("until")];
  const from = new Input((inputs) => {
    const [day, end] = [first.of(inputs), last.of(inputs)];
    const days = (Date.parse(end) - Date.parse(day)) / DAY_MS + 1;
    if (days < 1) throw new ReadError("BAD_USER_INPUT", `from is ${day}, after until, which is ${end}. Swap them.`);
    if (days <= LONGEST_CHART_DAYS) return day;
    const message = `The chart would span ${days} days. Ask for ${LONGEST_CHART_DAYS} or fewer.`;
    throw new ReadError("BAD_USER_INPUT", message);
  });
  return [from, last];
}

hasComputed(Metric, "chart", {
  type: MetricPoint,
  takes: argumentsOf({
    from: required(date, "Entries of this day or later."),
    until: required(date, `Entries of this day or earlier, at most ${LONGEST_CHART_DAYS} days from \`from\`.`),
  }),
  objects: points,
  sortedBy: "from",
  description:
    "Its points in time order, by the frequency: a point for each day, week or month that has entries in the range. Others are left out. A week or month that is only partly in the range has the entries that are.",
});
