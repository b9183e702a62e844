import type { Database } from "@coachwork/platform";
import {
  type Actor,
  type AllocationUse,
  type AttendanceTotals,
  type EngagementCount,
  type HourTotals,
  MANAGERS,
  type MentoringTotals,
  type PhillipsLevel,
  Report,
  type ReportMeasure,
  type SessionTotals,
  type SurveyResults,
} from "@coachwork/schema";
import { binderOf, type Found, type ResultsAsked, resultsFrom, resultsSql, seesResults } from "../survey-results.js";
import type { ReportAsked, SurveyAsked } from "./asked.js";
import { reportSql, type Sight } from "./report-sql.js";
import { returnOnInvestment } from "./return-on-investment.js";

/** Undefined for those who see no reports. */
function sightOf({ grants }: Actor): Sight | undefined {
  if (MANAGERS.some((role) => grants.includes(role))) return { whole: true, content: true };
  if (grants.includes("FINANCE")) return { whole: true, content: false };
  return grants.includes("SPONSOR") ? { whole: false, content: false } : undefined;
}

/** The row of `reportSql`. */
interface Counted {
  readonly engagements: readonly EngagementCount[];
  readonly participants: number;
  readonly allocation: readonly Omit<AllocationUse, "usedPercent">[];
  readonly sessions: SessionTotals;
  readonly attendance: Omit<AttendanceTotals, "attendancePercent" | "noShowPercent">;
  readonly hours: HourTotals;
  readonly mentoring: MentoringTotals | null;
  readonly survey: Found | null;
}

/**
 * A report, from one statement. Null for viewers who see no reports, and if the organization or program does not exist for them.
 * Everything from answers comes from the results of surveys, which alone know who may see them.
 */
export async function reportFor(database: Database, viewer: Actor, asked: ReportAsked): Promise<Report | null> {
  const sight = sightOf(viewer);
  if (!sight) return null;
  const values: unknown[] = [];
  const bind = binderOf(values);
  const results = asked.survey && seesResults(viewer) ? resultsOf(asked, asked.survey) : undefined;
  const survey = results && resultsSql(viewer, results, bind);
  const [row] = await database.read(viewer, reportSql(viewer, sight, asked, bind, survey), values);
  if (!row) return null;
  const counted = row as unknown as Counted;
  const answers = results && counted.survey ? resultsFrom(counted.survey, viewer, results) : null;
  const { engagements, participants, sessions, hours, mentoring } = counted;
  return Object.assign(new Report(), {
    ...{ engagements, participants, sessions, hours, mentoring },
    allocation: counted.allocation.map((each) => ({ ...each, usedPercent: percent(each.used, each.granted) })),
    attendance: attendanceOf(counted.attendance),
    measures: answers && measuresIn(answers, asked.survey!),
    returnOnInvestment: answers && asked.costs ? returnOnInvestment(answers.questions, hours, asked.costs) : null,
  });
}

function resultsOf({ organizationId, programId, quarter }: ReportAsked, survey: SurveyAsked): ResultsAsked {
  const { templateId, formVersion, surveyId } = survey;
  return { templateId, formVersion, surveyId, organizationId, programId, quarter };
}

function attendanceOf(given: Counted["attendance"]): AttendanceTotals {
  const all = given.present + given.late + given.excused + given.noShows;
  const attendancePercent = percent(given.present + given.late, all);
  return { ...given, attendancePercent, noShowPercent: percent(given.noShows, all) };
}

/** A share in percent, to two decimals. Null of nothing. */
function percent(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((10_000 * part) / whole) / 100 : null;
}

function measuresIn({ questions }: SurveyResults, { learning, application }: SurveyAsked): ReportMeasure[] {
  return questions.flatMap((question): ReportMeasure[] => {
    const { kind, number } = question;
    const level = (name: PhillipsLevel) => [{ level: name, question }];
    if (kind === "RETURN") return level("IMPACT");
    if (kind === "NPS") return level("REACTION");
    if (kind !== "SCALE") return [];
    return level(learning.includes(number) ? "LEARNING" : application.includes(number) ? "APPLICATION" : "REACTION");
  });
}
