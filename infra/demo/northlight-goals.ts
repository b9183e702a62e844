import type { DemoActionItem, DemoGoal, DemoMetric } from "./demo-firm.ts";

/** What a client who leads a new team works on: of one goal the sponsor sees the progress, of another the title. */
export const leadingGoals: DemoGoal[] = [
  {
    of: "client",
    setBy: "coach",
    title: "Delegate the weekly work",
    why: "Half of my week is what others could do.",
    target: 90,
    weight: 3,
    baseline: -1,
    scale: [
      "I do the reports myself",
      "I hand over one report",
      "The team does the reports",
      "The team improves the reports",
      "The team drops reports that nobody reads",
    ],
    progress: [
      [-20, "client", 0, "Three weeks in a row without me."],
      [-4, "coach", 1, "They found a mistake that I had made for years."],
    ],
    sharing: "PROGRESS",
  },
  {
    of: "client",
    title: "Know what each of the team wants",
    target: 60,
    weight: 2,
    baseline: -2,
    scale: ["I guess", "I asked one", "I asked all", "I asked all twice", "They tell me unasked"],
    progress: [[-4, "client", 0, "Had the last of the talks."]],
    sharing: "TITLE",
  },
  {
    of: "client",
    title: "Sleep before big meetings",
    weight: 1,
    baseline: -1,
    scale: ["Awake", "Four hours", "Six hours", "Seven hours", "I forget to worry"],
    progress: [[-4, "client", -1, "Not yet."]],
  },
];

/** What the client and the coach do until the next session. */
export const leadingItems: DemoActionItem[] = [
  { owner: "client", title: "Hand over the weekly report", due: -1, status: "DONE" },
  { owner: "client", title: "Ask Dana what she would change first", due: 2 },
  { owner: "coach", for: "client", title: "Send the article on delegating", due: 1 },
];

/** What the client counts: one for the goal whose progress the sponsor sees, one of their own. */
export const leadingMetrics: DemoMetric[] = [
  {
    of: "client",
    goal: "Delegate the weekly work",
    name: "Hours that only I could do",
    unit: "hours a week",
    frequency: "WEEKLY",
    target: [15, "AT_MOST"],
    entries: [
      [-28, 24, "Before I handed anything over."],
      [-21, 21.5],
      [-14, 18, "Dana took the forecast."],
      [-7, 14.5],
    ],
  },
  {
    of: "client",
    name: "Sleep",
    unit: "hours",
    frequency: "DAILY",
    target: [7, "AT_LEAST"],
    entries: [
      [-4, 5.5, "The board met the next day."],
      [-3, 6.5],
      [-2, 7.25],
      [-1, 7],
    ],
  },
];
