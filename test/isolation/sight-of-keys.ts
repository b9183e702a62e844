import type { ReadScope, Scope } from "@coachwork/schema";
import {
  AGREED,
  AGREEMENTS,
  AGREEMENT_TEXTS,
  COACHS_TIME,
  ELSEWHERE,
  ENGAGEMENTS,
  ENTERED,
  ENTRY_TIMES,
  FEEDS,
  GOALS,
  GOAL_TEXTS,
  HOURS,
  KEYS,
  MATERIAL_TEXTS,
  NOTE,
  NOTES,
  OBJECTIVES,
  OFFERS,
  PEOPLE,
  REASONS,
  REQUESTS,
  SESSIONS,
  TERMS,
  TIMES,
  WHY,
  WHY_CHANGED,
} from "./hidden.js";

type Hidden = readonly [marks: readonly string[], ...never: readonly string[][]];

/**
 * What API keys must not learn, by their scope: the marks, then types and fields. Those that write see no more. Here one key asks
 * with every scope, and `viewer` tells it its own name.
 */
export function hiddenFromKey(scope: Scope): Hidden {
  return hidden[scope.replace(/:write$/, ":read") as ReadScope];
}

/** What keys for engagements see of surveys: that they are sent, and not what comes of them. */
const SURVEYS = ["Survey", "SurveyQuestion", "ThreeSixtyResult"];

const hidden: Readonly<Record<ReadScope, Hidden>> = {
  "people:read": [
    [
      ...NOTES,
      ...GOAL_TEXTS,
      ...AGREEMENT_TEXTS,
      ...MATERIAL_TEXTS,
      ...OBJECTIVES,
      ...WHY,
      ...ELSEWHERE,
      ...TIMES,
      ...TERMS,
      " CALENDAR ",
    ],
    AGREED,
    ENGAGEMENTS,
    SESSIONS,
    NOTE,
    GOALS,
    COACHS_TIME,
    OFFERS,
    KEYS,
    FEEDS,
    HOURS,
  ],
  "engagements:read": [
    [
      ...NOTES,
      ...GOAL_TEXTS,
      ...AGREEMENT_TEXTS,
      ...MATERIAL_TEXTS,
      ...WHY,
      ...TIMES,
      ...ENTRY_TIMES,
      "mail-mark",
      " CALENDAR ",
    ],
    WHY_CHANGED,
    ENTERED,
    [...REQUESTS.filter((name) => !SURVEYS.includes(name)), "Survey.report"],
    AGREEMENTS,
    PEOPLE,
    SESSIONS,
    NOTE,
    GOALS.filter((name) => !SURVEYS.includes(name)),
    COACHS_TIME,
    OFFERS,
    KEYS,
    FEEDS,
    HOURS,
  ],
  "schedule:read": [
    [
      ...REASONS,
      ...NOTES,
      ...GOAL_TEXTS,
      ...AGREEMENT_TEXTS,
      ...MATERIAL_TEXTS,
      ...OBJECTIVES,
      ...WHY,
      ...ELSEWHERE,
      "mail-mark",
      " CALENDAR ",
    ],
    PEOPLE,
    ENGAGEMENTS,
    NOTE,
    GOALS,
    ["BusyCalendar", "Email", "TimeOff.reason"],
    KEYS,
    FEEDS,
    HOURS,
  ],
};
