import {
  ADDRESSES,
  COACHS_TIME,
  ELSEWHERE,
  ENTRY_TIMES,
  FEEDS,
  GOALS,
  GOAL_TEXTS,
  HOURS,
  KEYS,
  LEDGER,
  LINE,
  NOTE,
  NOTES,
  OBJECTIVES,
  POOLS,
  PROFILES,
  REASONS,
  REQUESTS,
  TERMS,
  TO_COACHES,
  TO_PARTICIPANTS,
  WHY,
} from "./hidden.js";
import type { ViewerName } from "./viewers.js";

/** Who arranges whose sessions is between them and those who run the practice. */
const seesDelegates: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach", "COACH"];

export function delegatesHiddenFrom(viewer: ViewerName): readonly string[] {
  return [...seesDelegates, "coach and finance", "ASSISTANT"].includes(viewer) ? [] : ["Delegation"];
}

/** Whom a coach's log may name is between the two and those who run the practice. */
export function consentsHiddenFrom(viewer: ViewerName): readonly string[] {
  return [...seesDelegates, "coach and finance", "CLIENT"].includes(viewer) ? [] : ["HoursConsent"];
}

/** What assistants see nothing of, of those whose sessions they arrange: whatever the sessions are about. */
export const NOT_FOR_ASSISTANTS = [
  ...[...NOTES, ...GOAL_TEXTS, ...OBJECTIVES, ...WHY, ...ELSEWHERE, ...TERMS, ...REASONS, ...ADDRESSES, ...LINE],
  ...[...ENTRY_TIMES, ...TO_COACHES, ...TO_PARTICIPANTS, " WHYOFF", " BIO ", " JOB ", " INTEREST ", " EXTERNAL "],
  ...["coach@near.mail-mark", "client@near.mail-mark", " CALENDAR ", ".863", "NEAR ORG", "EXCUSED"],
  // They left, were never in an engagement, or pay.
  ...["NEAR coach who left", "NEAR former", "NEAR sponsor"],
];
/** Types and fields of which assistants see nothing. */
export const CONTENT = [
  ...[...NOTE, ...GOALS, ...POOLS, ...HOURS, ...KEYS, ...FEEDS, ...COACHS_TIME, ...PROFILES, ...REQUESTS, ...LEDGER],
  ...["Organization", "Team", "EngagementStatusChange", "EngagementPause", "Program", "ProgramCoach", "Cohort"],
  ...["CohortMember", "Seat", "Attendance", "Email"],
  ...["objectives", "mentoringForm", "allocationUnit", "allocationAmount", "needsAgreement", "proBono", "sessionCount"]
    .concat(
      "externalId",
      "allocationGranted",
      "allocationReserved",
      "allocationUsed",
      "allocationForfeited",
      "allocationAvailable",
      "updatedAt",
      "version",
    )
    .map((field) => `Engagement.${field}`),
  ...["notesFrom", "updatedAt"].flatMap((field) => [`EngagementCoach.${field}`, `EngagementParticipant.${field}`]),
  ...["Session.cancellationReason", "Session.updatedAt", "SessionSeries.follows", "SessionSeries.updatedAt"],
  ...["externalId", "organization", "team"].map((field) => `Person.${field}`),
];
