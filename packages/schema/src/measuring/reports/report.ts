import { Field, Float, Int, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { EngagementCount } from "../../engagements/engagement-count.js";
import { AllocationUnit } from "../../engagements/words.js";
import { SurveyQuestionResult } from "../aggregates/index.js";
import { ReturnOnInvestment } from "./return-on-investment.js";

const int = (description: string): PropertyDecorator => Field(() => Int, { description, simple: true });

@ObjectType({ description: "How much of the allocations of engagements is used. Drafts do not count." })
export class AllocationUse {
  @Field(() => AllocationUnit, { description: "The unit of the allocations that are added up.", simple: true })
  unit!: AllocationUnit;

  @int("How many engagements have an allocation in this unit.")
  engagements!: number;

  @int(
    "The whole entitlement including adjustments: in sessions, or in minutes if the unit is hours. So are the others.",
  )
  granted!: number;

  @int("What was used by sessions that took place.")
  used!: number;

  @int("What was lost to late cancellations and no-shows.")
  forfeited!: number;

  @int("What is reserved for booked sessions.")
  reserved!: number;

  @Field(() => Float, {
    nullable: true,
    description: "The share of the entitlement that was used, in percent to two decimals. Null if nothing was granted.",
    simple: true,
  })
  usedPercent!: number | null;
}

@ObjectType({ description: "How many sessions there were." })
export class SessionTotals {
  @int("Took place.")
  completed!: number;

  @int("Nobody came, excused or not.")
  missed!: number;

  @int("Cancelled.")
  cancelled!: number;

  @int("Booked or in progress. Those of the past wait for somebody to record who came.")
  booked!: number;
}

@ObjectType({
  description:
    "How often participants came to the sessions that took place or were missed. Each counts for each session.",
})
export class AttendanceTotals {
  @int("Came in time.")
  present!: number;

  @int("Came late.")
  late!: number;

  @int("Were excused.")
  excused!: number;

  @int("Did not come.")
  noShows!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "The share of those who came, in time or late, in percent to two decimals. Null if nothing was recorded.",
    simple: true,
  })
  attendancePercent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "The share of no-shows, in percent to two decimals. Null if nothing was recorded.",
    simple: true,
  })
  noShowPercent!: number | null;
}

@ObjectType({
  description:
    "Minutes of completed sessions to which somebody came. Chemistry and supervision do not count. A group's session counts once, however many came.",
})
export class HourTotals {
  @int("Minutes of coaching.")
  coachingMinutes!: number;

  @int("Minutes of mentoring.")
  mentoringMinutes!: number;

  @int("The part of both for which coaches and mentors are paid, in whatever way. The rest is pro bono.")
  paidMinutes!: number;

  @int("Minutes that participants spent there. An hour of a group of three is three hours.")
  participantMinutes!: number;
}

@ObjectType({ description: "What mentors and mentees gained besides. It tells how many, and never what was said." })
export class MentoringTotals {
  @int("Introductions of mentees to others.")
  introductionsMade!: number;

  @int("Those that both sides accepted.")
  introductionsAccepted!: number;

  @int("Takeaways that mentors shared with their mentees.")
  mentorTakeaways!: number;

  @int("Takeaways that mentees shared with their mentors.")
  menteeTakeaways!: number;

  @int("Links and files that were shared.")
  resourcesShared!: number;
}

export const PhillipsLevel = wordsOf("PhillipsLevel", "A level at which a program is evaluated (Phillips).", {
  REACTION: "Level 1: whether people are satisfied.",
  LEARNING: "Level 2: what people learned.",
  APPLICATION: "Level 3: what people do differently.",
  IMPACT: "Level 4: what it is worth to the business.",
});
export type PhillipsLevel = WordOf<typeof PhillipsLevel>;

@ObjectType({ description: "What people answered to a question, added up, and the level that it tells of." })
export class ReportMeasure {
  @Field(() => PhillipsLevel, { description: "The level.", simple: true })
  level!: PhillipsLevel;

  @Field(() => SurveyQuestionResult, { description: "What people answered.", simple: true })
  question!: SurveyQuestionResult;
}

@ObjectType({
  description:
    "What came of the engagements of a firm, an organization or a program. A part that you may not see is null. Results of surveys are of at least 5 people.",
})
export class Report {
  @Field(() => [EngagementCount], {
    description: "How many engagements have each status now, statuses without one left out.",
    simple: true,
  })
  engagements!: readonly EngagementCount[];

  @int("How many different people take or took part in them, drafts left out.")
  participants!: number;

  @Field(() => [AllocationUse], {
    description: "How much of their allocations is used, by unit. It is of their whole time, whatever the quarter.",
    simple: true,
  })
  allocation!: readonly AllocationUse[];

  @Field(() => SessionTotals, { description: "Their sessions.", simple: true })
  sessions!: SessionTotals;

  @Field(() => AttendanceTotals, { description: "Who came to these sessions, by number.", simple: true })
  attendance!: AttendanceTotals;

  @Field(() => HourTotals, { description: "The time that these sessions took.", simple: true })
  hours!: HourTotals;

  @Field(() => MentoringTotals, {
    nullable: true,
    description: "What mentoring brought besides. Null for anybody but owners, admins and program managers.",
    simple: true,
  })
  mentoring!: MentoringTotals | null;

  @Field(() => [ReportMeasure], {
    nullable: true,
    description:
      "What people answered to SCALE, NPS and RETURN questions, by level. Null for finance, without `survey`, and if you may see none of its results.",
    simple: true,
  })
  measures!: readonly ReportMeasure[] | null;

  @Field(() => ReturnOnInvestment, {
    nullable: true,
    description: "Level 5: the return on investment. Null without `costs`, and where `measures` is null.",
    simple: true,
  })
  returnOnInvestment!: ReturnOnInvestment | null;
}
