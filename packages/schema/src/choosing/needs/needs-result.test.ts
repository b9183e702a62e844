import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { defaultNeedsQuestions } from "./default-questions.js";
import type { StoredNeedsQuestion } from "./needs-question.js";
import { CLEAR_CONFIDENCE, needsResult } from "./needs-result.js";

const choice = fc
  .record({ leaning: fc.integer({ min: -2, max: 2 }), text: fc.string({ minLength: 1, maxLength: 5 }) })
  .map(({ leaning, text }) => ({
    text,
    leaning,
    reason: leaning === 0 ? null : `because ${text}`,
    weeks: null,
    format: null,
  }));
const question = fc.record({
  text: fc.string({ minLength: 1, maxLength: 5 }),
  weight: fc.integer({ min: 1, max: 5 }),
  choices: fc.array(choice, { minLength: 2, maxLength: 4 }),
});
/** Questions with what was chosen, or not. */
const answered = fc.array(
  question.chain((asked) =>
    fc.option(fc.nat(asked.choices.length - 1), { nil: undefined }).map((chosen) => ({ asked, chosen })),
  ),
  { minLength: 1, maxLength: 8 },
);
type Answered = readonly { readonly asked: StoredNeedsQuestion; readonly chosen: number | undefined }[];

const resultOf = (given: Answered) =>
  needsResult(
    given.map(({ asked }) => asked),
    given.map(({ chosen }) => chosen),
  );
const other = { COACHING: "MENTORING", MENTORING: "COACHING" } as const;
const leaningOf = ({ asked, chosen }: Answered[number]) => (chosen === undefined ? 0 : asked.choices[chosen]!.leaning);

describe("the result of a needs assessment", () => {
  test("has a confidence from 0 to 1, and recommends nothing below the bound", () => {
    fc.assert(
      fc.property(answered, (given) => {
        const { confidence, recommendedKind } = resultOf(given);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(recommendedKind === null).toBe(confidence < CLEAR_CONFIDENCE);
      }),
    );
  });

  test("is mirrored if all leanings are", () => {
    fc.assert(
      fc.property(answered, (given) => {
        const mirrored = given.map(({ asked, chosen }) => ({
          chosen,
          asked: { ...asked, choices: asked.choices.map((each) => ({ ...each, leaning: -each.leaning })) },
        }));
        const [one, two] = [resultOf(given), resultOf(mirrored)];
        expect(two.confidence).toBe(one.confidence);
        expect(two.recommendedKind).toBe(one.recommendedKind && other[one.recommendedKind]);
        expect(two.reasons).toEqual(one.reasons.map((each) => ({ ...each, speaksFor: other[each.speaksFor] })));
      }),
    );
  });

  test("is never moved to the other kind by more weight on an answer that leans to the recommended one", () => {
    fc.assert(
      fc.property(answered, fc.nat(), fc.integer({ min: 1, max: 4 }), (given, which, more) => {
        const place = which % given.length;
        const before = resultOf(given).recommendedKind;
        const leaning = leaningOf(given[place]!);
        fc.pre(before !== null && (before === "COACHING" ? leaning < 0 : leaning > 0));
        const heavier = given.map((each, index) =>
          index === place ? { ...each, asked: { ...each.asked, weight: each.asked.weight + more } } : each,
        );
        expect(resultOf(heavier).recommendedKind).toBe(before);
      }),
    );
  });

  test("does not depend on the order of the questions", () => {
    fc.assert(
      fc.property(answered, fc.integer({ min: 0, max: 8 }), (given, turn) => {
        const turned = [...given.slice(turn), ...given.slice(0, turn)].toReversed();
        const [one, two] = [resultOf(given), resultOf(turned)];
        expect([two.recommendedKind, two.confidence]).toEqual([one.recommendedKind, one.confidence]);
        const contributions = ({ reasons }: typeof one) => reasons.map(({ contribution }) => contribution);
        expect(contributions(two)).toEqual(contributions(one));
      }),
    );
  });

  test("is less sure, and never of the other kind, if one leaves out an answer that spoke for it", () => {
    fc.assert(
      fc.property(answered, fc.nat(), (given, which) => {
        const place = which % given.length;
        const before = resultOf(given);
        const leaning = leaningOf(given[place]!);
        fc.pre(before.recommendedKind !== null && (before.recommendedKind === "COACHING" ? leaning < 0 : leaning > 0));
        const left = resultOf(given.map((each, index) => (index === place ? { ...each, chosen: undefined } : each)));
        if (left.recommendedKind === before.recommendedKind) expect(left.confidence).toBeLessThan(before.confidence);
      }),
    );
  });

  test("has a reason for each answer that leans, those that contributed most first", () => {
    fc.assert(
      fc.property(answered, (given) => {
        const { reasons } = resultOf(given);
        expect(reasons.length).toBe(given.filter((each) => leaningOf(each) !== 0).length);
        const contributions = reasons.map(({ contribution }) => contribution);
        expect(contributions).toEqual(contributions.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe.each(["en", "de"])("the questionnaire that Coachwork comes with, in %s", (locale) => {
  const questions = defaultNeedsQuestions(locale);

  test("is sure of a kind if every answer leans to it as much as it can", () => {
    for (const [kind, sign] of [
      ["COACHING", -1],
      ["MENTORING", 1],
    ] as const) {
      const strongest = questions.map(({ choices }) => {
        const leanings = choices.map(({ leaning }) => leaning * sign);
        return leanings.indexOf(Math.max(...leanings));
      });
      const { recommendedKind, confidence } = needsResult(questions, strongest);
      expect(recommendedKind).toBe(kind);
      expect(confidence).toBeGreaterThan(0.9);
    }
  });

  test("recommends nothing without answers", () => {
    expect(needsResult(questions, [])).toMatchObject({ recommendedKind: null, confidence: 0, reasons: [] });
  });

  test("gives a reason for every choice that leans, and none for others", () => {
    for (const { choices } of questions)
      for (const { leaning, reason } of choices) expect(reason === null).toBe(leaning === 0);
  });
});
