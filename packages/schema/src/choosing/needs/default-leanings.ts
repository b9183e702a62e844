import type { StoredNeedsChoice } from "./needs-question.js";

/** Which kind a choice leans to, -2 (coaching) to 2 (mentoring), and what it asks of a program. */
export type Leaning = Pick<StoredNeedsChoice, "leaning"> & Partial<Pick<StoredNeedsChoice, "weeks" | "format">>;

/**
 * The questionnaire that Coachwork comes with asks about each difference between coaching and mentoring: horizon, specificity,
 * feedback, a skill or the career, who sets goals, networking, whom to learn from and how it is arranged. The aim and the wish
 * for feedback weigh most, because they divide the two most clearly. Who else takes part leans to neither kind; it helps to find
 * a program.
 */
export const defaultLeanings = {
  aim: { weight: 5, choices: [{ leaning: -2 }, { leaning: -1 }, { leaning: 0 }, { leaning: 2 }] },
  horizon: {
    weight: 4,
    choices: [
      { leaning: -2, weeks: 10 },
      { leaning: -1, weeks: 22 },
      { leaning: 1, weeks: 52 },
      { leaning: 2, weeks: 104 },
    ],
  },
  feedback: { weight: 5, choices: [{ leaning: -2 }, { leaning: -1 }, { leaning: 0 }, { leaning: 2 }] },
  focus: { weight: 4, choices: [{ leaning: -2 }, { leaning: 0 }, { leaning: 2 }] },
  goals: { weight: 3, choices: [{ leaning: -2 }, { leaning: 0 }, { leaning: 2 }] },
  network: { weight: 3, choices: [{ leaning: -1 }, { leaning: 0 }, { leaning: 2 }] },
  source: { weight: 3, choices: [{ leaning: -2 }, { leaning: 0 }, { leaning: 2 }] },
  arrangement: { weight: 3, choices: [{ leaning: -2 }, { leaning: 1 }, { leaning: 2 }] },
  company: {
    weight: 1,
    choices: [
      { leaning: 0, format: "INDIVIDUAL" },
      { leaning: 0, format: "GROUP" },
      { leaning: 0, format: "TEAM" },
    ],
  },
} as const satisfies Record<string, { readonly weight: number; readonly choices: readonly Leaning[] }>;

type Structure = typeof defaultLeanings;
/** For each choice the answer and, if it leans, the reason. */
type Answers<Choices extends readonly unknown[]> = {
  readonly [Place in keyof Choices]: readonly [answer: string, reason: string | null];
};

/** The texts of the questionnaire in a language. */
export type DefaultTexts = {
  readonly [Name in keyof Structure]: {
    readonly asks: string;
    readonly choices: Answers<Structure[Name]["choices"]>;
  };
};
