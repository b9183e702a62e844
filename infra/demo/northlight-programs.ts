import type { DemoCohort, DemoProgram } from "./demo-firm.ts";

/** What Northlight offers. */
export const programsOfNorthlight: DemoProgram[] = [
  {
    name: "First-time leaders",
    ...{ kind: "COACHING", format: "INDIVIDUAL", status: "ACTIVE", allocation: ["SESSIONS", 6], weeks: 26 },
    ...{ coaches: ["coach", "robin"], chemistry: "OPTIONAL", mostInterviews: 3 },
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
