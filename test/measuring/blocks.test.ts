import { type Block, blocksOf, type Dimension, DIMENSIONS, type Place, type PlacedReply } from "@coachwork/schema";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { smallestTold, solvedBy, type Told } from "./attacker.ts";

const nowhere: Place = { organizationId: null, programId: null, cohortId: null, kind: null, format: null };
const blank = { number: 1, choices: [], text: null, benefit: null, share: null, confidence: null };

/** Somebody's answer, whose value is the person. */
const answerOf = (person: number, place: Partial<Place>): PlacedReply => ({
  place: { ...nowhere, ...place },
  reply: { ...blank, value: person },
});

/** So many people of each organization. */
function people(groups: Readonly<Record<string, number>>): readonly PlacedReply[] {
  const all = Object.entries(groups).flatMap(([organizationId, n]) => Array.from({ length: n }, () => organizationId));
  return all.map((organizationId, person) => answerOf(person, { organizationId }));
}

/** The organizations whose results are shown, and of how many people all results together are. */
function shown(groups: Readonly<Record<string, number>>) {
  const blocks = blocksOf(people(groups));
  const organizations = blocks.flatMap(({ place }) => place.organizationId ?? []);
  return { organizations: organizations.sort(), total: blocks.reduce((n, { replies }) => n + replies.length, 0) };
}

test("The worked cases of the minimum of 5 hold", () => {
  expect(shown({ Technology: 9, Sales: 4 })).toEqual({ organizations: [], total: 13 });
  expect(shown({ Technology: 9, Sales: 6 })).toEqual({ organizations: ["Sales", "Technology"], total: 15 });
  expect(shown({ A: 8, B: 7, C: 2, D: 5, E: 1 })).toEqual({ organizations: ["A", "B"], total: 23 });
  // Over time: five answers are told, the sixth waits, and is told when there are five more.
  expect(shown({ A: 5 }).total).toBe(5);
  expect(shown({ A: 1 }).total).toBe(0);
  expect(shown({ A: 5, B: 0 }).total).toBe(5);
});

test("Small groups that are five together are told together, and keep what they share", () => {
  const blocks = blocksOf([
    ...people({ A: 6 }).map(({ place, reply }) => ({ place: { ...place, kind: "COACHING" }, reply })),
    ...people({ B: 3, C: 3 }).map(({ place, reply }) => ({ place: { ...place, kind: "MENTORING" }, reply })),
  ]);
  expect(blocks.map(({ place, replies }) => [place.organizationId, place.kind, replies.length])).toEqual([
    ["A", "COACHING", 6],
    [null, "MENTORING", 6],
  ]);
});

const word = fc.constantFrom("x", "y", "z");
const somePlace = fc.record({ organizationId: word, programId: word, cohortId: word, kind: word, format: word });
/** Surveys of 30 people at most, one after the other: results grow over time. */
const surveys = fc.array(fc.array(somePlace, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
const filter = fc.record(
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, word])) as Record<Dimension, fc.Arbitrary<string>>,
  { requiredKeys: [] },
);
const asked = fc.array(fc.record({ filter, after: fc.nat(2) }), { minLength: 30, maxLength: 30 });

interface Asked {
  readonly filter: Partial<Record<Dimension, string>>;
  /** How many surveys had closed before. */
  readonly after: number;
}

/** The sums that an attacker is told. One of each number or choice is the same sum over those who gave it. */
function toldOf(rounds: readonly (readonly Block[])[], all: readonly Asked[], size: number): readonly Told[] {
  return all.map((one) => {
    const covered = rounds
      .slice(0, one.after + 1)
      .flat()
      .filter(({ place }) => Object.entries(one.filter).every(([name, value]) => place[name as Dimension] === value));
    const row = Array.from({ length: size }, () => 0);
    for (const { replies } of covered) for (const { value } of replies) row[value!] = 1;
    return row;
  });
}

/** Numbers the people of all surveys. */
function numbered(rounds: readonly (readonly Place[])[]): readonly (readonly PlacedReply[])[] {
  let person = 0;
  return rounds.map((places) => places.map((place) => answerOf(person++, place)));
}

test("Whoever asks any 30 results, and again as answers come in, learns nothing of fewer than 5 people", () => {
  fc.assert(
    fc.property(surveys, asked, (rounds, all) => {
      const answers = numbered(rounds);
      const size = answers.flat().length;
      const told = toldOf(answers.map(blocksOf), all, size);
      expect(solvedBy(told, size)).toEqual([]);
      expect(smallestTold(told, size)).toBeGreaterThanOrEqual(5);
    }),
    { numRuns: 200 },
  );
});

test("Nobody is left out of the results, and nobody counts twice", () => {
  fc.assert(
    fc.property(fc.array(somePlace, { maxLength: 30 }), (places) => {
      const answers = numbered([places])[0]!;
      const told = blocksOf(answers).flatMap(({ replies }) => replies.map(({ value }) => value!));
      expect(told.sort((a, b) => a - b)).toEqual(answers.length < 5 ? [] : answers.map((_, person) => person));
    }),
  );
});

test("The same attacker finds somebody where groups of 5 are told without blocks", () => {
  const answers = numbered([Array.from({ length: 9 }, (_, n) => ({ ...nowhere, kind: n < 8 ? "x" : "y" }))])[0]!;
  const row = (covers: (place: Place) => boolean) => answers.map(({ place }) => (covers(place) ? 1 : 0));
  // The total is of 9 and the group of 8. Each has at least 5, and their difference is the ninth.
  expect(solvedBy([row(() => true), row(({ kind }) => kind === "x")], 9)).toEqual([8]);
});
