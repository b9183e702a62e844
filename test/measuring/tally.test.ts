import { measuresOf, raterReport, type SurveyReply, tallyOf } from "@coachwork/schema";
import { describe, expect, test } from "@jest/globals";

const blank = { number: 1, value: null, choices: [], text: null, benefit: null, share: null, confidence: null };
const reply = (more: Partial<SurveyReply>): SurveyReply => ({ ...blank, ...more });
const numbers = (values: readonly number[]) => tallyOf(values.map((value) => reply({ value })));
const question = { label: "Q", isRequired: false, choices: [], lowest: null, highest: null, currency: null };

describe("The Net Promoter Score", () => {
  test.each([
    [[10, 10, 9, 9, 8, 8, 7, 6, 5, 0], 10],
    [[9, 9, 10, 8, 7, 6, 3], 14.29],
    [[], null],
  ])("of %j is %p", (answers, nps) => {
    expect(measuresOf({ kind: "NPS" }, numbers(answers)).nps).toBe(nps);
  });
});

test("A mean has two decimals, and there is none of nobody", () => {
  expect(measuresOf({ kind: "SCALE" }, numbers([1, 2, 2]))).toEqual({ n: 3, mean: 1.67, nps: null });
  expect(measuresOf({ kind: "SCALE" }, numbers([]))).toEqual({ n: 0, mean: null, nps: null });
});

test("A return is added up as Phillips adjusts it, person by person", () => {
  const said: readonly (readonly [number, number, number])[] = [
    [100_000, 50, 37.5],
    [235_000, 50, 75],
    [48_000, 50, 60],
    [240_000, 75, 80],
  ];
  const tally = tallyOf(said.map(([benefit, share, confidence]) => reply({ benefit, share, confidence })));
  expect(tally.benefit).toEqual({ value: 623_000, attributed: 371_500, adjusted: 18_750 + 88_125 + 14_400 + 144_000 });
});

describe("The report of a 360", () => {
  const scale = { ...question, kind: "SCALE" as const, lowest: 1, highest: 5 };
  const text = { ...question, kind: "TEXT" as const };
  const thresholds = [
    { group: "MANAGER", least: 1 },
    { group: "PEERS", least: 3 },
    { group: "REPORTS", least: 3 },
    { group: "SELF", least: 1 },
    { group: "OTHERS", least: 3 },
  ] as const;
  const rated = (group: "MANAGER" | "PEERS" | "REPORTS" | "SELF", values: readonly number[]) =>
    values.map((value) => ({
      group,
      answers: [reply({ value }), reply({ number: 2, text: `${group} ${value}` })],
    }));
  test("shows texts only if enough people of the group wrote one", () => {
    const silent = rated("PEERS", [2, 3]).map(({ group, answers }) => ({ group, answers: answers.slice(0, 1) }));
    const raters = [...silent, ...rated("PEERS", [4])];
    const told = raterReport([scale, text], thresholds, raters, (texts) => texts);
    const [ofPeers] = told.filter(({ number }) => number === 2);
    expect(told[0]).toMatchObject({ group: "PEERS", n: 3, mean: 3 });
    expect(ofPeers).toMatchObject({ group: "PEERS", texts: [], withheld: "Fewer than 3 answered." });
  });

  const report = (peers: readonly number[]) =>
    raterReport(
      [scale, text],
      thresholds,
      [...rated("MANAGER", [4]), ...rated("REPORTS", [3, 3, 3]), ...rated("PEERS", peers), ...rated("SELF", [5])],
      (texts) => texts,
    );
  const ofScale = (peers: readonly number[]) =>
    report(peers).flatMap(({ number, group, n, mean }) => (number === 1 ? [[group, n, mean]] : []));

  test("withholds a group that is too small, and the value of all, which would tell it", () => {
    expect(ofScale([2, 3])).toEqual([
      ["MANAGER", 1, 4],
      ["PEERS", 2, null],
      ["REPORTS", 3, 3],
      ["SELF", 1, 5],
      [null, 6, null],
    ]);
    const [peers] = report([2, 3]).filter(({ group, number }) => group === "PEERS" && number === 1);
    expect(peers).toMatchObject({ counts: [], choices: [], withheld: "Fewer than 3 answered." });
    expect(JSON.stringify(report([2, 3]))).not.toContain("PEERS 2");
  });

  test("tells all, without the subject, once every group is shown", () => {
    expect(ofScale([2, 3, 4])).toEqual([
      ["MANAGER", 1, 4],
      ["PEERS", 3, 3],
      ["REPORTS", 3, 3],
      ["SELF", 1, 5],
      [null, 7, 3.14],
    ]);
    const texts = report([2, 3, 4]).flatMap(({ number, group, texts: all }) =>
      number === 2 && group === "PEERS" ? all : [],
    );
    expect(texts).toEqual(["PEERS 2", "PEERS 3", "PEERS 4"]);
  });
});
