import type { Entity } from "@coachwork/reader";
import {
  Attendance,
  Availability,
  ClientProfile,
  CohortMember,
  CoachProfile,
  Email,
  HoursConsent,
  IdempotencyKey,
  type MergedKind,
  PersonRole,
  ProgramCoach,
  Seat,
  SeriesCoach,
  SessionCoach,
  SurveyInvitation,
  Travel,
} from "@coachwork/schema";

/** Rows of both people of which one person can have one. */
export interface Conflict {
  readonly kind: MergedKind;
  /** What stays. */
  readonly rule: string;
  readonly entity: Entity;
  readonly table: string;
  readonly column: string;
  /** Which of the duplicate's rows, `d`, one of the person's excludes, `k`. */
  readonly where: string;
  /** Statements before the duplicate's rows are removed. `$1` firm, `$2` person, `$3` duplicate. */
  readonly before?: readonly string[];
}

/** The better a seat, the smaller its rank. */
const rank = (seat: string) =>
  `array_position(array['TAKEN', 'OFFERED', 'WAITING', 'LEFT', 'DECLINED', 'EXPIRED'], ${seat}.status)`;
/** Of both people, seats in the same session: the person's, `k`, and the duplicate's, `d`. */
export const bothSeats = `k.firm_id = $1::uuid and d.firm_id = $1::uuid and k.person_id = $2::uuid and d.person_id = $3::uuid and k.session_id = d.session_id`;

const sameSession = "d.session_id = k.session_id";

export const conflicts: readonly Conflict[] = [
  {
    kind: "ATTENDANCE",
    rule: "Both were expected at the same session: once. If one of them came, the person came.",
    entity: Attendance,
    table: "attendance",
    column: "person_id",
    where: sameSession,
    before: [
      `update attendance k set status = d.status, recorded_at = d.recorded_at, recorded_by_id = d.recorded_by_id
       from attendance d where ${bothSeats} and k.status not in ('PRESENT', 'LATE') and d.status in ('PRESENT', 'LATE')`,
    ],
  },
  {
    kind: "SESSIONS",
    rule: "Both coach the same session: once.",
    entity: SessionCoach,
    table: "session_coach",
    column: "coach_id",
    where: sameSession,
  },
  {
    kind: "SESSIONS",
    rule: "Both coach the same series: once.",
    entity: SeriesCoach,
    table: "series_coach",
    column: "coach_id",
    where: "d.series_id = k.series_id",
  },
  {
    kind: "SEATS",
    rule: "Both have a seat in the same session, or wait for one: the better one. The other becomes free.",
    entity: Seat,
    table: "seat",
    column: "person_id",
    where: sameSession,
    // The person's own is removed if the duplicate's is better. The duplicate's then follows.
    before: [`delete from seat k using seat d where ${bothSeats} and ${rank("k")} > ${rank("d")}`],
  },
  {
    kind: "SURVEYS",
    rule: "Both are asked the same survey: the person is asked once. Their own answers stay.",
    entity: SurveyInvitation,
    table: "survey_invitation",
    column: "person_id",
    where: "d.survey_id = k.survey_id",
  },
  {
    kind: "LETTERS",
    rule: "Both got the same e-mail about a session: it is listed once.",
    entity: Email,
    table: "email",
    column: "person_id",
    where: `d.kind = k.kind and d.occasion = k.occasion
      and (${sameSession} or (d.session_id is null and k.session_id is null and d.series_id = k.series_id))`,
  },
  {
    kind: "HOURS",
    rule: "Both have working hours: the person's.",
    entity: Availability,
    table: "availability",
    column: "coach_id",
    where: "true",
  },
  {
    kind: "HOURS",
    rule: "Both travel on the same days: the person's trip.",
    entity: Travel,
    table: "travel",
    column: "coach_id",
    where: "daterange(d.first_date, d.last_date, '[]') && daterange(k.first_date, k.last_date, '[]')",
  },
  {
    kind: "CONSENTS",
    rule: "Both were asked whether the same coach's log may name them: once. If one of them refused, the person refused.",
    entity: HoursConsent,
    table: "hours_consent",
    column: "client_id",
    where: "d.coach_id = k.coach_id",
  },
  {
    kind: "CONSENTS",
    rule: "The same client was asked for both: once. If the client refused for one of them, they refused.",
    entity: HoursConsent,
    table: "hours_consent",
    column: "coach_id",
    where: "d.client_id = k.client_id",
  },
  {
    kind: "PROFILES",
    rule: "Both have a profile as a coach: the person's.",
    entity: CoachProfile,
    table: "coach_profile",
    column: "person_id",
    where: "true",
  },
  {
    kind: "PROFILES",
    rule: "Both have a profile as a client: the person's.",
    entity: ClientProfile,
    table: "client_profile",
    column: "person_id",
    where: "true",
  },
  {
    kind: "PROGRAMS",
    rule: "Both were chosen for the same program: once.",
    entity: ProgramCoach,
    table: "program_coach",
    column: "person_id",
    where: "d.program_id = k.program_id",
  },
  {
    kind: "PROGRAMS",
    rule: "Both are members of the same cohort: once. A place with an engagement comes first.",
    entity: CohortMember,
    table: "cohort_member",
    column: "person_id",
    where: "d.cohort_id = k.cohort_id",
  },
  {
    kind: "ROLES",
    rule: "Both hold the role: once.",
    entity: PersonRole,
    table: "person_role",
    column: "person_id",
    where: "d.role = k.role",
  },
  {
    kind: "RECORDS",
    rule: "Both used the same idempotency key: the person's answer.",
    entity: IdempotencyKey,
    table: "idempotency_key",
    column: "actor_id",
    where: "d.key = k.key",
  },
];
