import type { Transaction } from "@coachwork/platform";
import { bothSeats, type Conflict, conflicts } from "./conflict-rules.js";
import { hoursOf, partOf } from "./erased-rows.js";
import type { Pair } from "./merge-refusals.js";
import { placeFeeds, renameCalendars } from "./merged-calendars.js";

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
  await keepStricterConsents(transaction, pair);
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
async function keepPlaces(transaction: Transaction, pair: Pair): Promise<void> {
  const { keep, duplicate } = pair;
  await transaction.query(
    `update cohort_member k set engagement_id = d.engagement_id, status = d.status, reason = d.reason,
       updated_at = $4, version = k.version + 1
     from cohort_member d where k.firm_id = $1::uuid and d.firm_id = $1::uuid and k.person_id = $2::uuid
       and d.person_id = $3::uuid and k.cohort_id = d.cohort_id and k.engagement_id is null and d.engagement_id is not null`,
    [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
  );
  await removeFromRuns(transaction, pair);
  // The other one is removed, and what was found or proposed for it belongs to the one that stays.
  for (const table of ["match", "match_run_member"])
    await transaction.query(
      `update ${table} m set cohort_member_id = k.id, updated_at = $4, version = m.version + 1
       from cohort_member d join cohort_member k on k.firm_id = $1::uuid and k.cohort_id = d.cohort_id
       where m.firm_id = $1::uuid and d.firm_id = $1::uuid and m.cohort_member_id = d.id
         and k.person_id = $2::uuid and d.person_id = $3::uuid`,
      [transaction.scope.firmId, keep.id, duplicate.id, transaction.changedAt],
    );
}

/** Where both stand in the same assignment of a match run, the duplicate's place in it is removed. */
async function removeFromRuns(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const { firmId } = transaction.scope;
  const removed = await transaction.query<{ run: string }>(
    `delete from match_run_member d using match_run_member k
     where d.firm_id = $1::uuid and d.participant_id = $3::uuid and k.firm_id = $1::uuid and k.participant_id = $2::uuid
       and d.run_id = k.run_id and d.assignment = k.assignment
     returning d.run_id as run`,
    [firmId, keep.id, duplicate.id],
  );
  // How many pairs a run has is counted anew.
  await transaction.query(
    "update match_run set updated_at = $3, version = version + 1 where firm_id = $1::uuid and id = any($2::uuid[])",
    [firmId, removed.map(({ run }) => run), transaction.changedAt],
  );
}

/** Of two consents of the same coach and client, the stricter stays. There is none between the two. */
async function keepStricterConsents(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const values = [transaction.scope.firmId, keep.id, duplicate.id];
  await transaction.query(
    `delete from hours_consent c where c.firm_id = $1::uuid and c.coach_id in ($2::uuid, $3::uuid) and c.client_id in ($2::uuid, $3::uuid)`,
    values,
  );
  const strictness = (consent: string) => `array_position(array['GIVEN', 'ASKED', 'REFUSED'], ${consent}.status)`;
  await transaction.query(
    `update hours_consent k set status = d.status, answered_at = d.answered_at, updated_at = $4, version = k.version + 1
     from hours_consent d where k.firm_id = $1::uuid and d.firm_id = $1::uuid and ${strictness("d")} > ${strictness("k")}
       and (k.client_id = $2::uuid and d.client_id = $3::uuid and k.coach_id = d.coach_id
         or k.coach_id = $2::uuid and d.coach_id = $3::uuid and k.client_id = d.client_id)`,
    [...values, transaction.changedAt],
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
