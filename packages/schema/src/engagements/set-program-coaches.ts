import { changed, clearable, idOf, list, MANAGERS, mutation, required, stale, versionRead } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Program } from "./program.js";
import { MOST_PROGRAM_COACHES } from "./program-coach.js";
import { coachChoiceRefusals, wrongProgramStatus } from "./refusals.js";

export const SetProgramCoaches = mutation("setProgramCoaches", {
  owner: "gateway",
  description:
    "Sets who may coach or mentor in a program that is not archived. Replaces what was set before. Those who coach in its engagements stay there.",
  roles: MANAGERS,
  input: {
    id: required(idOf(Program), "The program."),
    coachIds: clearable(
      list(idOf(Person), { least: 1, most: MOST_PROGRAM_COACHES }),
      "All who may coach or mentor in it, {range}. Left out or null, everybody who coaches for the firm may.",
    ),
    version: versionRead,
  },
  refusals: { ...coachChoiceRefusals, ...wrongProgramStatus, ...stale },
  result: { program: changed(Program, "The program as it is now.") },
});
