/** The tables that are filled, with the columns in the order of the values. */
export const columns = {
  firm: ["firm_id", "name", "time_zone", "created_at"],
  firm_counter: ["firm_id", "last_seq"],
  organization: ["firm_id", "id", "name", "created_at"],
  team: ["firm_id", "id", "organization_id", "name"],
  person: [
    ...["firm_id", "id", "external_id", "name", "email", "time_zone", "locale"],
    ...["organization_id", "team_id", "created_at"],
  ],
  person_role: ["firm_id", "person_id", "role"],
  availability: [
    ...["firm_id", "id", "coach_id", "time_zone"],
    ...["buffer_before_minutes", "buffer_after_minutes", "minimum_notice_minutes"],
  ],
  availability_window: ["firm_id", "availability_id", "weekday", "start_minute", "end_minute"],
  engagement: [
    ...["firm_id", "id", "title", "kind", "format", "mentoring_form", "status", "objectives", "starts_on", "ends_on"],
    ...["allocation_unit", "allocation_amount", "organization_id", "team_id", "created_at"],
  ],
  engagement_coach: ["firm_id", "id", "engagement_id", "person_id", "joined_on", "left_on"],
  engagement_participant: ["firm_id", "id", "engagement_id", "person_id", "joined_on", "left_on"],
  session: [
    ...["firm_id", "id", "engagement_id", "kind", "status", "starts_at", "ends_at", "time_zone", "date"],
    ...["sequence", "created_at"],
  ],
  session_coach: ["firm_id", "session_id", "coach_id", "blocked", "blocks"],
  attendance: ["firm_id", "session_id", "person_id", "status"],
  goal: [
    ...["firm_id", "id", "engagement_id", "participant_id", "kind", "title", "target_date", "status", "weight"],
    ...["much_less", "less", "expected", "more", "much_more", "baseline_level", "created_at"],
  ],
  goal_progress: [
    ...["firm_id", "id", "goal_id", "engagement_id", "participant_id", "level", "reached_on", "comment", "revision"],
    ...["recorded_by_id", "recorded_at"],
  ],
  action_item: [
    ...["firm_id", "id", "engagement_id", "owner_id", "participant_id", "title", "due_on", "status", "created_at"],
  ],
  agreement_template: ["firm_id", "id", "name", "text", "text_version", "created_at"],
  agreement_template_version: ["firm_id", "id", "template_id", "number", "text", "written_at", "written_by_id"],
  agreement: [
    ...["firm_id", "id", "engagement_id", "template_version_id", "status", "is_three_way"],
    ...["title", "text", "text_hash", "prepared_at", "prepared_by_id", "sent_at", "completed_at"],
  ],
  agreement_party: [...["firm_id", "id", "agreement_id", "person_id", "side", "signed_at", "typed_name", "text_hash"]],
  note: ["firm_id", "id", "engagement_id", "author_id", "visibility", "text", "created_at"],
} as const;

export type Table = keyof typeof columns;

export type Value = string | number | boolean | null;

/** Takes a row of a table: its values in the order of `columns`. */
export type Write = (table: Table, ...values: readonly Value[]) => void;
