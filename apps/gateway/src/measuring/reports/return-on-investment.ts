import {
  type HourTotals,
  type ReportCosts,
  ReturnOnInvestment,
  type ReturnLine,
  type ReturnLineKind,
  type SurveyQuestionResult,
  type ValuesOf,
} from "@coachwork/schema";

type Costs = ValuesOf<typeof ReportCosts.fields>;

/** The return on investment (Phillips), line by line. Benefits are sums of at least 5 people's answers to RETURN questions. */
export function returnOnInvestment(
  questions: readonly SurveyQuestionResult[],
  hours: Pick<HourTotals, "paidMinutes" | "participantMinutes">,
  costs: Costs,
): ReturnOnInvestment {
  const returns = questions.filter(({ kind, benefit }) => kind === "RETURN" && benefit?.currency === costs.currency);
  const gains = returns.flatMap(gainsFrom);
  const losses = costsOf(hours, costs);
  const benefit = returns.length > 0 ? sumOf(gains.filter(({ kind }) => kind === "ADJUSTED")) : null;
  const cost = sumOf(losses);
  return Object.assign(new ReturnOnInvestment(), {
    currency: costs.currency,
    lines: [...gains, ...losses],
    ...{ benefit, cost },
    netBenefit: benefit === null ? null : hundredths(benefit - cost),
    roiPercent: benefit === null || cost === 0 ? null : hundredths((100 * (benefit - cost)) / cost),
    benefitCostRatio: benefit === null || cost === 0 ? null : hundredths(benefit / cost),
    withheld: whyMissing(questions, returns, costs.currency),
  });
}

const blank = { question: null, answers: null, hours: null, perHour: null };

function gainsFrom({ number: question, n: answers, benefit }: SurveyQuestionResult): ReturnLine[] {
  const { value, attributed, adjusted } = benefit!;
  const line = (kind: ReturnLineKind, amount: number) => ({ ...blank, kind, amount, question, answers });
  return [line("STATED", value), line("ATTRIBUTED", attributed), line("ADJUSTED", adjusted)];
}

function costsOf(
  { paidMinutes, participantMinutes }: Parameters<typeof returnOnInvestment>[1],
  costs: Costs,
): ReturnLine[] {
  const { fees, feePerHour, participantHourCost, administration } = costs;
  const fixed = (kind: ReturnLineKind, amount: number) => ({ ...blank, kind, amount });
  const hourly = (kind: ReturnLineKind, minutes: number, perHour: number) => ({
    ...{ ...blank, kind, perHour },
    hours: hundredths(minutes / 60),
    amount: hundredths((minutes * perHour) / 60),
  });
  return [
    fixed("FEES", fees),
    hourly("FEES_BY_HOUR", paidMinutes, feePerHour),
    hourly("PARTICIPANT_TIME", participantMinutes, participantHourCost),
    fixed("ADMINISTRATION", administration),
  ];
}

/** Why benefits may be missing. A result that misses answers says so, and its sum is too low rather than too high. */
function whyMissing(
  questions: readonly SurveyQuestionResult[],
  counted: readonly SurveyQuestionResult[],
  currency: string,
): string | null {
  const asked = questions.filter(({ kind }) => kind === "RETURN");
  if (asked.length === 0) return "The survey has no RETURN question, so nobody was asked what the work is worth.";
  const other = asked.find(({ benefit }) => benefit && benefit.currency !== currency);
  if (other)
    return `Question ${other.number} asks for ${other.benefit!.currency}, which does not count in ${currency}.`;
  return (
    asked.find((each) => !counted.includes(each))?.withheld ??
    counted.find(({ withheld }) => withheld)?.withheld ??
    null
  );
}

const sumOf = (lines: readonly Pick<ReturnLine, "amount">[]) =>
  hundredths(lines.reduce((sum, { amount }) => sum + amount, 0));

/** To two decimals. */
function hundredths(amount: number): number {
  return Math.round(amount * 100 + Number.EPSILON * Math.sign(amount)) / 100;
}
