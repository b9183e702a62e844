import type { DemoFirm } from "./demo-firm.ts";

/** The tables whose rows have ids; an id's third group tells which. */
const numbered = [
  "firm",
  "organization",
  "team",
  "person",
  "engagement",
  "engagement_coach",
  "engagement_participant",
  "note",
  "availability",
  "session",
  "speciality",
  "coach_profile",
  "client_profile",
  "engagement_pause",
  "credential",
  "engagement_status_change",
  "takeaway",
  "program",
  "extension",
  "goal",
  "goal_progress",
  "cohort",
  "cohort_member",
  "rematch",
  "pool",
  "action_item",
  "feedback",
  "agreement_template",
  "agreement_template_version",
  "agreement",
  "agreement_party",
  "upload",
  "resource",
  "delegation",
  "introduction",
  "metric",
  "metric_entry",
  "worksheet",
  "assigned_worksheet",
  "worksheet_hand_in",
  "goal_template",
  "rematch_outcome",
  "session_type",
  "cancellation_policy",
  "holiday",
  "api_key",
  "webhook_endpoint",
  "webhook_delivery",
  "webhook_attempt",
  "allocation_entry",
  "bulk_export",
  "needs_questionnaire",
  "conflict_of_interest",
  "match_weights",
  "survey_template",
  "survey",
  "survey_invitation",
  "answer_block",
  "needs_link",
  "needs_assessment",
  "hours_consent",
  "match",
  "survey_plan",
] as const;
export type NumberedTable = (typeof numbered)[number];

/** The id of a firm of the demo: the same in every deployment, and a UUIDv7 from before all that come later. */
export function demoFirmId(firm: DemoFirm): string {
  return demoId(firm, "firm", 1);
}

export function demoPersonId(firm: DemoFirm, key: string): string {
  const place = firm.people.findIndex((person) => person.key === key);
  if (place < 0) throw new Error(`${firm.name} has no ${key}.`);
  return demoId(firm, "person", place + 1);
}

/** The id of the how manieth row of a table. */
export function demoId({ number }: DemoFirm, table: NumberedTable, count: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  return `01900000-${hex(number, 4)}-7${hex(numbered.indexOf(table), 3)}-8000-${hex(count, 12)}`;
}
