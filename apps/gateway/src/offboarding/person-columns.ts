import type { Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";
import { entities, IdempotencyKey, type MergedKind, Person, personIdsOf, snakeCase } from "@coachwork/schema";
import { partOf, stamps, stampValues, tableOf } from "./erased-rows.js";

/** A column that names people, as its type declares it. */
export interface PersonColumn {
  readonly entity: Entity;
  readonly table: string;
  readonly column: string;
}

/** Every column that names people. A test compares them with the foreign keys of the database. */
export const personColumns: readonly PersonColumn[] = [
  ...entities.flatMap((entity) =>
    personIdsOf(entity, Person).map((property) => ({ entity, table: tableOf(entity), column: snakeCase(property) })),
  ),
  // An API key is an actor too, so this is no foreign key.
  { entity: IdempotencyKey, table: "idempotency_key", column: "actor_id" },
];

/** What the rows of a table are called in a report, by the columns that say whose they are. Other columns are of records. */
const kinds: Readonly<Record<string, MergedKind>> = {
  "person_role.person_id": "ROLES",
  "coach_profile.person_id": "PROFILES",
  "client_profile.person_id": "PROFILES",
  "credential.person_id": "PROFILES",
  "engagement_coach.person_id": "ENGAGEMENTS",
  "engagement_participant.person_id": "ENGAGEMENTS",
  "agreement_party.person_id": "AGREEMENTS",
  "cohort_member.person_id": "PROGRAMS",
  "program_coach.person_id": "PROGRAMS",
  "join_request.person_id": "ENGAGEMENTS",
  "session_coach.coach_id": "SESSIONS",
  "series_coach.coach_id": "SESSIONS",
  "attendance.person_id": "ATTENDANCE",
  "seat.person_id": "SEATS",
  "note.author_id": "NOTES",
  "takeaway.author_id": "NOTES",
  "feedback.participant_id": "NOTES",
  "feedback.author_id": "NOTES",
  "survey_invitation.person_id": "SURVEYS",
  "availability.coach_id": "HOURS",
  "time_off.coach_id": "HOURS",
  "travel.coach_id": "HOURS",
  "busy_calendar.coach_id": "CALENDARS",
  "calendar_feed.person_id": "CALENDARS",
  "email.person_id": "LETTERS",
  "invitation.person_id": "LETTERS",
};

/** Parts of rows that are counted already. */
const parts = new Set([
  "busy_time.coach_id",
  "note_version.author_id",
  "goal_progress.participant_id",
  "goal_revision.participant_id",
  "metric_entry.participant_id",
  "resource.participant_id",
  "worksheet_hand_in.participant_id",
  "upload.uploader_id",
  "merged_person.person_id",
  "idempotency_key.actor_id",
]);

/** How many rows name a person, by what they are. */
export async function countOf(transaction: Transaction, personId: string): Promise<Map<MergedKind, number>> {
  const counted = personColumns.filter(({ table, column }) => !parts.has(`${table}.${column}`));
  const counts = counted.map(
    ({ table, column }) =>
      `(select count(*) from ${table} r where r.firm_id = $1::uuid and r.${column} = $2::uuid)::float8 as "${table}.${column}"`,
  );
  const [row] = await transaction.query<Record<string, number>>(`select ${counts.join(", ")}`, [
    transaction.scope.firmId,
    personId,
  ]);
  const found = new Map<MergedKind, number>();
  for (const [column, count] of Object.entries(row!)) {
    const kind = kinds[column] ?? "RECORDS";
    if (count > 0) found.set(kind, (found.get(kind) ?? 0) + count);
  }
  return found;
}

/** Makes every row that names the duplicate name the person who stays. What both have once must be resolved before. */
export async function renameIn(
  transaction: Transaction,
  columns: readonly PersonColumn[],
  { keepId, duplicateId }: { readonly keepId: string; readonly duplicateId: string },
): Promise<void> {
  for (const { entity, table, column } of columns) {
    const whole = partOf({ entity });
    const changed = await transaction.query<{ whole: string }>(
      `update ${table} set ${[`${column} = $2::uuid`, ...stamps({ entity }, 4)].join(", ")}
       where firm_id = $1::uuid and ${column} = $3::uuid ${whole ? `returning ${whole.column} as whole` : ""}`,
      [transaction.scope.firmId, keepId, duplicateId, ...stampValues(transaction, { entity })],
    );
    if (whole)
      transaction.touch(
        whole.entity,
        changed.map((each) => each.whole),
      );
  }
}
