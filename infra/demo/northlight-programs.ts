import type { DemoCohort, DemoProgram } from "./demo-firm.ts";
import type { DemoMaterial } from "./demo-firm.ts";

/** What Northlight offers. */
export const programsOfNorthlight: DemoProgram[] = [
  {
    name: "First-time leaders",
    ...{ kind: "COACHING", format: "INDIVIDUAL", status: "ACTIVE", allocation: ["SESSIONS", 6], weeks: 26 },
    ...{ coaches: ["coach", "robin"], chemistry: "OPTIONAL", mostInterviews: 3 },
    goals: [
      [
        "Delegate without taking it back",
        "The team waits for answers that it has.",
        [
          "Does it all alone",
          "Hands over, and takes back",
          "Hands over one task a week",
          "Hands over decisions",
          "The team asks for more",
        ],
      ],
      ["Say no to my own manager", "What everybody may ask for is never done."],
    ],
  },
  {
    name: "Ward managers of tomorrow",
    ...{ kind: "MENTORING", format: "INDIVIDUAL", status: "DRAFT", mentoringForm: "FORMAL" },
    ...{ allocation: ["SESSIONS", 10], weeks: 52, chemistry: "REQUIRED", mostInterviews: 2 },
  },
];

/** Who goes through it together. */
export const cohortsOfNorthlight: DemoCohort[] = [
  {
    name: "New leaders at Alder",
    ...{ program: "First-time leaders", organization: "Alder Bank", days: [-60, 150] },
    pool: ["Leadership at Alder", "SESSIONS", 40, 300],
    members: [
      ["client", "IN_PROGRESS", "Leading a new team"],
      ["freya", "AWAITING_MATCH", "Speaking to the board"],
      ["dana", "ENROLLED"],
      ["emeka", "DISCONTINUED", "BUSY"],
    ],
  },
];

export const materialOfNorthlight: DemoMaterial[] = [
  {
    ...{ by: "manager", title: "How we work together" },
    description: "What you can expect of coaching, and what your coach expects of you.",
    content: "https://www.northlight.example/how-we-work",
  },
  {
    ...{ by: "manager", title: "Your first ninety days", program: "First-time leaders" },
    content: [
      "Ninety days.txt",
      "Days 1 to 30: listen.\nDays 31 to 60: say what you see.\nDays 61 to 90: change one thing.\n",
    ],
  },
  {
    ...{ by: "coach", title: "Questions before a hard talk", engagement: "Leading a new team" },
    content: ["Before a hard talk.txt", "What do I want?\nWhat do they want?\nWhat will I say first?\n"],
  },
];
