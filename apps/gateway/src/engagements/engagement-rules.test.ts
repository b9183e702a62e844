import { expect, test } from "@jest/globals";
import { CreateEngagement, read } from "@coachwork/schema";
import { type NewEngagement, refusalsOf } from "./engagement-rules.js";

const coaching: NewEngagement = {
  title: "Leading a larger team",
  kind: "COACHING",
  format: "INDIVIDUAL",
  startsOn: "2027-03-01",
  proBono: false,
  endsOn: "2027-08-31",
  allocationUnit: "SESSIONS",
  allocationAmount: 8,
};
const formal: NewEngagement = {
  title: "Growing as a leader",
  kind: "MENTORING",
  mentoringForm: "FORMAL",
  format: "INDIVIDUAL",
  startsOn: "2027-03-01",
  proBono: false,
  endsOn: "2028-02-28",
  objectives: "Find the next role.",
};
const informal: NewEngagement = {
  title: "Coffee once a month",
  kind: "MENTORING",
  mentoringForm: "INFORMAL",
  format: "INDIVIDUAL",
  startsOn: "2027-03-01",
  proBono: false,
};
const people = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `person_${from + index}`);
const none: string[] = [];

test.each([
  ["coaching with an end and an allocation is fine", coaching, none],
  ["coaching may have objectives", { ...coaching, objectives: "Delegate." }, none],
  ["coaching may last one day", { ...coaching, endsOn: "2027-03-01" }, none],
  ["coaching may be counted in hours", { ...coaching, allocationUnit: "HOURS", allocationAmount: 10_000 }, none],
  ["coaching needs an end", { ...coaching, endsOn: null }, ["endsOn NEEDS_END"]],
  [
    "coaching needs an allocation",
    { ...coaching, allocationUnit: null, allocationAmount: null },
    ["allocationAmount NEEDS_ALLOCATION"],
  ],
  ["coaching has no mentoring form", { ...coaching, mentoringForm: "FORMAL" }, ["mentoringForm NO_MENTORING_FORM"]],
  ["formal mentoring with objectives and an end is fine", formal, none],
  ["formal mentoring may have an allocation", { ...formal, allocationUnit: "HOURS", allocationAmount: 12 }, none],
  ["formal mentoring needs an end", { ...formal, endsOn: null }, ["endsOn NEEDS_END"]],
  ["formal mentoring needs objectives", { ...formal, objectives: null }, ["objectives NEEDS_OBJECTIVES"]],
  ["objectives that say nothing are none", { ...formal, objectives: " \n " }, ["objectives NEEDS_OBJECTIVES"]],
  ["informal mentoring may be open-ended", informal, none],
  [
    "informal mentoring has no allocation",
    { ...informal, allocationUnit: "SESSIONS", allocationAmount: 3 },
    ["allocationAmount NO_ALLOCATION"],
  ],
  ["mentoring says its form", { ...informal, mentoringForm: null }, ["mentoringForm NEEDS_MENTORING_FORM"]],
  ["the end is not before the start", { ...coaching, endsOn: "2027-02-28" }, ["endsOn END_BEFORE_START"]],
  ["an amount has a unit", { ...coaching, allocationUnit: null }, ["allocationUnit REQUIRED"]],
  ["a unit has an amount", { ...coaching, allocationAmount: null }, ["allocationAmount REQUIRED"]],
  ["an allocation is at least 1", { ...coaching, allocationAmount: 0 }, ["allocationAmount INVALID"]],
  ["an allocation is at most 10,000", { ...coaching, allocationAmount: 10_001 }, ["allocationAmount INVALID"]],
  ["a title says something", { ...coaching, title: "  " }, ["title REQUIRED"]],
  ["a title is short", { ...coaching, title: "x".repeat(201) }, ["title INVALID"]],
  ["objectives are at most a page or two", { ...coaching, objectives: "x".repeat(5_001) }, ["objectives INVALID"]],
  ["a team's engagement names the team", { ...coaching, format: "TEAM" }, ["teamId NEEDS_TEAM"]],
  ["a team's engagement with its team is fine", { ...coaching, format: "TEAM", teamId: "team_1" }, none],
  ["nobody else's engagement names a team", { ...coaching, teamId: "team_1" }, ["teamId NO_TEAM"]],
  ["individual is with one person", { ...coaching, participantIds: people(2) }, ["participantIds TOO_MANY_MEMBERS"]],
  ["a group is with up to 100", { ...coaching, format: "GROUP", participantIds: people(100) }, none],
  [
    "a group is not with 101",
    { ...coaching, format: "GROUP", participantIds: people(101) },
    ["participantIds TOO_MANY_MEMBERS"],
  ],
  ["up to 20 coach", { ...coaching, coachIds: people(20) }, none],
  ["21 do not coach", { ...coaching, coachIds: people(21) }, ["coachIds TOO_MANY_MEMBERS"]],
  ["nobody coaches twice", { ...coaching, coachIds: ["person_1", "person_1"] }, ["coachIds.1 ALREADY_MEMBER"]],
  [
    "nobody coaches themselves",
    { ...coaching, coachIds: ["person_1"], participantIds: ["person_1"] },
    ["participantIds.0 ALREADY_MEMBER"],
  ],
  [
    "all values that are wrong are told at once",
    { ...coaching, title: "", allocationAmount: 0, objectives: "x".repeat(5_001) },
    ["title REQUIRED", "objectives INVALID", "allocationAmount INVALID"],
  ],
  [
    "all rules that are broken are told at once",
    { ...coaching, endsOn: null, teamId: "team_1" },
    ["endsOn NEEDS_END", "teamId NO_TEAM"],
  ],
] as [string, NewEngagement, string[]][])("%s", (_, input, expected) => {
  const { value, flaws } = read(CreateEngagement.input, input);
  const refusals =
    flaws?.map(({ path, code }) => ({ field: path.join("."), code })) ?? refusalsOf(value as NewEngagement);
  expect(refusals.map(({ field, code }) => `${field} ${code}`)).toEqual(expected);
});
