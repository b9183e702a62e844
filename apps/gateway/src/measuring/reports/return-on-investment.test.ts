import { SurveyQuestionResult, tallyOf } from "@coachwork/schema";
import { expect, test } from "@jest/globals";
import { returnOnInvestment } from "./return-on-investment.js";

const blank = { number: 4, value: null, choices: [], text: null };
const question = (answers: readonly (readonly [benefit: number, share: number, confidence: number])[]) => {
  const { n, benefit } = tallyOf(
    answers.map(([value, share, confidence]) => ({ ...blank, benefit: value, share, confidence })),
  );
  const told = n > 0 ? { currency: "EUR", ...benefit } : null;
  return Object.assign(new SurveyQuestionResult(), { number: 4, kind: "RETURN", n, benefit: told, withheld: null });
};

const hours = { paidMinutes: 6_000, participantMinutes: 9_000 };
// 5,000 + 100 hours of 150 + 150 hours of 60 + 6,000 are 35,000.
const costs = { currency: "EUR", fees: 5_000, feePerHour: 150, participantHourCost: 60, administration: 6_000 };

test("The worked case of the return on investment holds, and each line leads to the next", () => {
  const answers = [
    [100_000, 50, 37.5],
    [235_000, 50, 75],
    [48_000, 50, 60],
    [240_000, 75, 80],
  ] as const;
  const roi = returnOnInvestment([question(answers)], hours, costs);
  expect(roi.lines.map(({ kind, amount, hours: of, perHour }) => [kind, amount, of, perHour])).toEqual([
    ["STATED", 623_000, null, null],
    ["ATTRIBUTED", 371_500, null, null],
    ["ADJUSTED", 265_275, null, null],
    ["FEES", 5_000, null, null],
    ["FEES_BY_HOUR", 15_000, 100, 150],
    ["PARTICIPANT_TIME", 9_000, 150, 60],
    ["ADMINISTRATION", 6_000, null, null],
  ]);
  expect(roi).toMatchObject({ benefit: 265_275, cost: 35_000, netBenefit: 230_275 });
  expect(roi).toMatchObject({ roiPercent: 657.93, benefitCostRatio: 7.58, withheld: null });
});

test("Without results there is a cost and no return, rather than a loss", () => {
  const roi = returnOnInvestment([question([])], hours, costs);
  expect(roi).toMatchObject({
    benefit: null,
    cost: 35_000,
    netBenefit: null,
    roiPercent: null,
    benefitCostRatio: null,
  });
});

test("A benefit in another currency does not count, and a cost of nothing has no return", () => {
  const asked = [question([[1_000, 100, 100]])];
  const inDollars = returnOnInvestment(asked, hours, { ...costs, currency: "USD" });
  expect(inDollars).toMatchObject({ benefit: null, withheld: expect.stringContaining("EUR") });
  const free = { currency: "EUR", fees: 0, feePerHour: 0, participantHourCost: 0, administration: 0 };
  expect(returnOnInvestment(asked, hours, free)).toMatchObject({ benefit: 1_000, cost: 0, roiPercent: null });
});
