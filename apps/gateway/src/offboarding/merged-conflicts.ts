import type { Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";
import {
  Attendance,
  Availability,
  ClientProfile,
  CohortMember,
  CoachProfile,
  Email,
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
import { hoursOf, partOf } from "./erased-rows.js";
import type { Pair } from "./merge-refusals.js";
import { placeFeeds, renameCalendars } from "./merged-calendars.js";

/** Rows of both people of which one person can have one. */
interface Conflict {
  readonly kind: MergedKind;
  /** What stays. */
  readonly rule: string;
  readonly entity: Entity;
  readonly table: string;
  readonly column: string;
  /** Which of the duplicate's rows, `d`, one of the person's excludes, `k`. */
  readonly where: string;
  /** Statements before the duplicate's rows are removed. `$1` firm, `$2` person, `$3` duplicate, `$4` time. */
  readonly before?: readonly string[];
}

/** The better a seat, the smaller its rank. */
const rank = (seat: string) =>
  `array_position(array['TAKEN', 'OFFERED', 'WAITING', 'LEFT', 'DECLINED', 'EXPIRED'], ${seat}.status)`;
const bothSeats = `k.firm_id = $1::uuid and d.firm_id = $1::uuid and k.person_id = $2::uuid and d.person_id = $3::uuid and k.session_id = d.session_id`;

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

function excluded({ table, column, where }: Conflict): string {
  return `${table} k where k.firm_id = $1::uuid and k.${column} = $2::uuid
    and d.firm_id = $1::uuid and d.${column} = $3::uuid and (${where})`;
}

/** How often both have what one person can have once, by its place in `conflicts`. */
export async function countConflicts(transaction: Transaction, { keep, duplicate }: Pair): Promise<readonly number[]> {
  const counts = conflicts.map(
    (conflict, place) =>
      `(select count(*) from ${conflict.table} d where d.firm_id = $1::uuid and exists (select 1 from ${excluded(conflict)}))::float8 as "${place}"`,
  );
  const [row] = await transaction.query<Record<string, number>>(`select ${counts.join(", ")}`, [
    transaction.scope.firmId,
    keep.id,
    duplicate.id,
  ]);
  return conflicts.map((_, place) => row![place]!);
}

/** Leaves of what both have what one person can have. */
export async function resolveConflicts(transaction: Transaction, pair: Pair): Promise<void> {
  const { firmId } = transaction.scope;
  const values = [firmId, pair.keep.id, pair.duplicate.id];
  await freeSeats(transaction, pair);
  await keepPlaces(transaction, pair);
  for (const conflict of conflicts) {
    if (conflict.table === "availability") await removeHours(transaction, pair);
    for (const text of conflict.before ?? []) await transaction.query(text, values);
    const whole = partOf(conflict);
    const removed = await transaction.query<{ whole: string }>(
      `delete from ${conflict.table} d using ${excluded(conflict)} ${whole ? `returning d.${whole.column} as whole` : ""}`,
      values,
    );
    if (whole)
      transaction.touch(
        whole.entity,
        removed.map((each) => each.whole),
      );
  }
  await withdrawRequests(transaction, pair);
  await endDelegations(transaction, pair);
  await renameCalendars(transaction, pair);
  await placeFeeds(transaction, pair);
}

/** Of two seats in a session, one becomes free, and whoever waits is told. */
async function freeSeats(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const seats = await transaction.query<{ session: string; engagement: string; seat: string; coaches: string[] }>(
    `update session s set seats_taken = s.seats_taken - 1, updated_at = $4
     from seat k, seat d
     where s.firm_id = $1::uuid and s.id = d.session_id and ${bothSeats}
       and k.status in ('TAKEN', 'OFFERED') and d.status in ('TAKEN', 'OFFERED')
     returning s.id as session, s.engagement_id as engagement, d.id as seat,
       array(select c.coach_id from session_coach c where c.firm_id = $1::uuid and c.session_id = s.id order by 1) as coaches`,
    [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
  );
  for (const { session, engagement, seat, coaches } of seats)
    transaction.tell({ type: "seat.left", ids: { session, engagement, seat, person: keep.id, coaches } });
}

async function removeHours(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const [own] = await transaction.query<{ id: string }>(
    "select a.id from availability a where a.firm_id = $1::uuid and a.coach_id = $2::uuid",
    [transaction.scope.firmId, keep.id],
  );
  if (!own) return;
  for (const text of hoursOf) await transaction.query(text, [transaction.scope.firmId, duplicate.id]);
}

/** Of two places in a cohort, the one with an engagement stays. */
async function keepPlaces(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  await transaction.query(
    `update cohort_member k set engagement_id = d.engagement_id, status = d.status, reason = d.reason,
       updated_at = $4, version = k.version + 1
     from cohort_member d where k.firm_id = $1::uuid and d.firm_id = $1::uuid and k.person_id = $2::uuid
       and d.person_id = $3::uuid and k.cohort_id = d.cohort_id and k.engagement_id is null and d.engagement_id is not null`,
    [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
  );
}

/** Of two open requests to join an engagement, the duplicate's is withdrawn. */
async function withdrawRequests(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  await transaction.query(
    `update join_request d set status = 'WITHDRAWN', decided_at = $4, updated_at = $4
     where d.firm_id = $1::uuid and d.person_id = $3::uuid and d.status = 'WAITING' and exists (
       select 1 from join_request k where k.firm_id = $1::uuid and k.person_id = $2::uuid
         and k.engagement_id = d.engagement_id and k.status = 'WAITING')`,
    [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
  );
}

/** Of two delegations of the same people on the same days, the duplicate's ends, and so does one between the two. */
async function endDelegations(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const ended = await transaction.query<{ id: string }>(
    `update delegation d set ended_at = $4, updated_at = $4, version = d.version + 1
     where d.firm_id = $1::uuid and d.ended_at is null and (
       d.principal_id in ($2::uuid, $3::uuid) and d.delegate_id in ($2::uuid, $3::uuid)
       or $3::uuid in (d.principal_id, d.delegate_id) and exists (
         select 1 from delegation k where k.firm_id = $1::uuid and k.ended_at is null
           and k.principal_id = case when d.principal_id = $3::uuid then $2::uuid else d.principal_id end
           and k.delegate_id = case when d.delegate_id = $3::uuid then $2::uuid else d.delegate_id end
           and daterange(k.starts_on, k.ends_on, '[]') && daterange(d.starts_on, d.ends_on, '[]')))
     returning d.id`,
    [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
  );
  for (const { id } of ended) transaction.tell({ type: "delegation.ended", ids: { delegation: id } });
}
