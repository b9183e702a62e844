import { ELSEWHERE, ENTRY_TIMES, forms, LINE, NOT_COMING, NOTES, OBJECTIVES, WHY } from "./hidden.js";
import { CONTENT } from "./sight-of-assistants.js";
import { OF_OTHERS } from "./coming-rows.js";
import type { World } from "./world.js";

/** What those who are yet to join an engagement see nothing of, besides what is not theirs at all. */
const NOT_BEFORE = [
  ...[...NOTES, ...OBJECTIVES, ...WHY, ...ELSEWHERE, ...ENTRY_TIMES, ...LINE, ".863", " SERIES "],
  ...[" EXTERNAL mentor", " EXTERNAL mentee", "mentor@coming", "mentee@coming"],
  // Of other sessions they see nothing, and of those that they come to as participants not who else came.
  ...[OF_OTHERS, "EXCUSED"],
];

/** What belongs to their own sessions, and what all coaches see. */
const SEEN = [
  "Attendance",
  "Email",
  "Session.cancellationReason",
  "CoachingHours",
  "CoachingLog",
  "Worksheet",
  "Speciality",
  "Person.externalId",
];

/** Types and fields of which they see nothing. */
const BEFORE = CONTENT.filter((name) => !SEEN.includes(name)).concat(
  ...["SessionSeries", "SeriesCoach", "SeriesException", "Agreement", "AgreementParty"],
);

/** What is hidden from them: texts, and types and fields. */
export function hiddenBefore({ coming: { sessions } }: World): readonly [marks: readonly string[], never: string[]] {
  return [[...NOT_COMING, ...NOT_BEFORE, ...[sessions.others, sessions.later].flatMap(forms)], BEFORE];
}
