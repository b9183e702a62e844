import { isDeepStrictEqual } from "node:util";
import { eachTeamSlot, firstFree, freeSlots, openCalendar } from "@coachwork/scheduling/core";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { type BenchCalendar, calendars, type Question, questionOf } from "./slots/calendars.ts";
import { type BareCalendar, bareSlots, bareTeamSlots } from "./slots/limit.ts";
import { race, type Runner } from "./slots/race.ts";

const DAYS = 30;
const TIMES = 200;

interface Case {
  readonly name: string;
  readonly says: string;
  readonly ours: Runner;
  readonly bare: Runner;
}

/** How fast free slots are computed, from what a coach has set and the times that are taken. */
export async function slots(options: Options): Promise<void> {
  const report = new Report("slots", options.json);
  report.say(
    `${DAYS} days, 9 to 17 on weekdays, ${TIMES} busy times a coach; ${options.rounds} rounds of ${options.seconds} s.`,
  );
  for (const { name, says, ours, bare } of cases()) {
    if (!isDeepStrictEqual(ours(), bare())) throw new Error(`${name}: the bare loops find other slots.`);
    report.say(`\n${name}: ${says}`);
    const [our, limit] = race([ours, bare], options);
    report.compare({
      case: name,
      metric: "time",
      unit: "ms",
      more: false,
      ours: our!,
      peer: "bare-loops",
      theirs: limit!,
    });
  }
  growth(report, options);
}

function cases(): Case[] {
  const question = questionOf(DAYS);
  const [one] = calendars(1, DAYS);
  const bareOne = bare(one!, question);
  const count = ourSlots(one!, question).length;
  return [
    {
      name: "one-coach",
      says: `${count} slots of 30 minutes`,
      ours: () => ourSlots(one!, question),
      bare: () => bareSlots(bareOne, question),
    },
    ...[10, 50].map((coaches) => team(coaches, question)),
    {
      name: "next-free",
      says: "the first slot of one coach; the bare loops find all",
      ours: () => firstFree(one!, question),
      bare: () => bareSlots(bareOne, question)[0],
    },
  ];
}

function team(count: number, question: Question): Case {
  const coaches = calendars(count, DAYS);
  const bareOnes = coaches.map((coach) => bare(coach, question));
  return {
    name: `round-robin-${count}`,
    says: `the slots of ${count} coaches, each with all who are free, in turn`,
    ours: () => {
      const opened = coaches.map((coach) => openCalendar(coach, question.from, question.to));
      return [...eachTeamSlot({ ...question, staffing: { rule: "ROUND_ROBIN" }, coaches: opened })];
    },
    bare: () => bareTeamSlots(bareOnes, question),
  };
}

/** Ten times as much of something must not take much more than ten times as long. */
function growth(report: Report, options: Options): void {
  const question = questionOf(DAYS);
  const [one] = calendars(1, DAYS);
  const [long] = calendars(1, 10 * DAYS);
  const [full] = calendars(1, DAYS, 9 * TIMES);
  const longer = questionOf(10 * DAYS);
  report.say(`\ngrowth: ten times the days with all that is on them, or ten times the busy times on the same days`);
  const runners = [() => ourSlots(one!, question), () => ourSlots(long!, longer), () => ourSlots(full!, question)];
  const [base, ofDays, ofTimes] = race(runners, options);
  const line = { metric: "time", unit: "ms", more: false, peer: "ten-times-one-coach", theirs: 10 * base! };
  report.compare({ ...line, case: "growth-days", ours: ofDays! });
  report.compare({ ...line, case: "growth-busy", ours: ofTimes! });
}

function ourSlots(calendar: BenchCalendar, question: Question) {
  return freeSlots({ ...openCalendar(calendar, question.from, question.to), ...question });
}

function bare(calendar: BenchCalendar, { from, to }: Question): BareCalendar {
  const { coachId, had, busy, open } = openCalendar(calendar, from, to);
  return { coachId, had, busy, open };
}
