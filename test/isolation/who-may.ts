const read = { coachwork_gateway: ["select"], coachwork_scheduling: ["select"] };
const gatewayWrites = (...privileges: string[]) => ({ ...read, coachwork_gateway: ["select", ...privileges] });
const schedulingWrites = (...privileges: string[]) => ({ ...read, coachwork_scheduling: ["select", ...privileges] });
const bothWrite = (...privileges: string[]) => ({
  coachwork_gateway: ["select", ...privileges],
  coachwork_scheduling: ["select", ...privileges],
});

const gatewayRewrites = { coachwork_gateway: ["update"] };
const schedulingUpdates = { coachwork_scheduling: ["update"] };
/** What the gateway removes with a person who is erased, or of a duplicate. */
const removedBy = (...privileges: string[]) => ({
  coachwork_gateway: ["select", "delete"],
  coachwork_scheduling: ["select", ...privileges],
});
/** Columns that the gateway rewrites when people are erased or merged. */
const rewritten = (table: string, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [`${table}.${column}`, gatewayRewrites]));

/** Who writes what: only the scheduling service writes the schedule, and history is never deleted. */
export const whoMay = {
  firm: read,
  "firm.frontend_url": gatewayRewrites,
  organization: gatewayWrites("insert", "update"),
  team: gatewayWrites("insert", "update"),
  // A duplicate is removed once everything of theirs names the person who stays.
  person: gatewayWrites("insert", "update", "delete"),
  merged_person: gatewayWrites("insert", "update"),
  person_role: gatewayWrites("insert", "delete"),
  // By which words records are found.
  spelling: gatewayWrites("insert", "delete"),
  speciality: gatewayWrites("insert", "update"),
  coach_profile: gatewayWrites("insert", "update", "delete"),
  coach_speciality: gatewayWrites("insert", "delete"),
  client_profile: gatewayWrites("insert", "update", "delete"),
  // It is removed with a person who is erased.
  credential: gatewayWrites("insert", "update", "delete"),
  // Of what its coach was warned.
  "credential.warned_for": { coachwork_scheduling: ["update"] },
  invitation: gatewayWrites("insert", "update"),
  // What became of the letter.
  "invitation.sent_at": { coachwork_scheduling: ["update"] },
  "invitation.failure": { coachwork_scheduling: ["update"] },
  engagement: gatewayWrites("insert", "update"),
  // A planned pause begins by itself, and one with a last day ends.
  ...Object.fromEntries(
    ["status", "ends_on", "updated_at", "version"].map((each) => [`engagement.${each}`, schedulingUpdates]),
  ),
  // To lock a row, one must be allowed to change something of it.
  "engagement.id": { coachwork_scheduling: ["update"] },
  "person.id": { coachwork_scheduling: ["update"] },
  // What happened is added, never changed. Of people who are erased, texts and calendars go, too: the gateway erases everywhere.
  engagement_status_change: bothWrite("insert"),
  ...rewritten("engagement_status_change", ["reason", "changed_by_id"]),
  agreement: bothWrite("insert", "update"),
  // A signature is added and never changed.
  agreement_party: bothWrite("insert"),
  ...rewritten("agreement_party", ["person_id", "signed_at", "typed_name", "address", "text_hash"]),
  agreement_template: gatewayWrites("insert", "update"),
  agreement_template_version: gatewayWrites("insert"),
  ...rewritten("agreement_template_version", ["text", "written_by_id"]),
  delegation: gatewayWrites("insert", "update"),
  // Of two people who are merged, one consent goes, and that of somebody who is erased.
  hours_consent: gatewayWrites("insert", "update", "delete"),
  program: gatewayWrites("insert", "update"),
  pool: gatewayWrites("insert", "update"),
  // To lock a pool whose last units are taken.
  "pool.id": { coachwork_scheduling: ["update"] },
  cohort: gatewayWrites("insert", "update"),
  // Of two people who are merged, one place goes.
  cohort_member: gatewayWrites("insert", "update", "delete"),
  // Who is erased or merged is not chosen any more.
  program_coach: gatewayWrites("insert", "update", "delete"),
  // A planned pause can be cancelled.
  engagement_pause: gatewayWrites("insert", "update", "delete"),
  ...Object.fromEntries(
    ["id", "over_since", "updated_at", "version"].map((each) => [`engagement_pause.${each}`, schedulingUpdates]),
  ),
  // To lock what a coach takes.
  "coach_profile.id": schedulingUpdates,
  engagement_coach: gatewayWrites("insert", "update", "delete"),
  engagement_participant: gatewayWrites("insert", "update", "delete"),
  join_request: gatewayWrites("insert", "update"),
  note: gatewayWrites("insert", "update", "delete"),
  rematch: gatewayWrites("insert"),
  ...rewritten("rematch", ["from_coach_id", "to_coach_id", "reason", "decided_by_id"]),
  // The schedule tells what became of the sessions ahead, and when it is done.
  "rematch.sessions_done_at": schedulingUpdates,
  "rematch.updated_at": { ...gatewayRewrites, ...schedulingUpdates },
  rematch_outcome: schedulingWrites("insert"),
  extension: gatewayWrites("insert", "update"),
  introduction: gatewayWrites("insert", "update", "delete"),
  // The scheduling service lets it expire.
  ...Object.fromEntries(
    ["status", "outsider_email", "updated_at", "version"].map((column) => [
      `introduction.${column}`,
      { coachwork_scheduling: ["update"] },
    ]),
  ),
  conflict_of_interest: gatewayWrites("insert", "delete"),
  ...rewritten("conflict_of_interest", ["coach_id", "person_id", "reason"]),
  match_weights: gatewayWrites("insert", "update", "delete"),
  match_run: gatewayWrites("insert", "update"),
  match_run_member: gatewayWrites("insert", "update", "delete"),
  match: gatewayWrites("insert", "update", "delete"),
  // The scheduling service lets it expire.
  ...Object.fromEntries(
    ["status", "updated_at", "version"].map((column) => [`match.${column}`, { coachwork_scheduling: ["update"] }]),
  ),
  feedback: gatewayWrites("insert", "update", "delete"),
  takeaway: gatewayWrites("insert", "update", "delete"),
  note_version: gatewayWrites("insert", "delete"),
  ...rewritten("note_version", ["text", "author_id"]),
  // The scheduling service deletes what is not used any more.
  upload: { coachwork_gateway: ["select", "insert", "update"], coachwork_scheduling: ["select", "update", "delete"] },
  resource: gatewayWrites("insert", "update", "delete"),
  survey_template: gatewayWrites("insert", "update"),
  // A survey opens, closes and is counted by itself. A 360 goes with whom it is about.
  survey: {
    coachwork_gateway: ["select", "insert", "update", "delete"],
    coachwork_scheduling: ["select", "insert", "update"],
  },
  survey_plan: gatewayWrites("insert", "update"),
  // To lock the plan whose survey gathers people.
  "survey_plan.id": schedulingUpdates,
  // Of anonymous surveys they are removed when answers have been counted.
  survey_invitation: {
    coachwork_gateway: ["select", "insert", "update", "delete"],
    coachwork_scheduling: ["select", "insert", "delete"],
  },
  // Sums are added when answers are counted, by a service that cannot read them, and never changed or removed.
  answer_block: { coachwork_gateway: ["select"], coachwork_scheduling: ["insert"] },
  worksheet: gatewayWrites("insert", "update"),
  assigned_worksheet: gatewayWrites("insert", "update", "delete"),
  // What was handed in is kept. It goes with the participant.
  worksheet_hand_in: gatewayWrites("insert", "delete"),
  ...rewritten("worksheet_hand_in", ["answers", "participant_id"]),
  needs_questionnaire: gatewayWrites("insert", "update"),
  needs_link: gatewayWrites("insert", "update"),
  needs_assessment: gatewayWrites("insert", "update", "delete"),
  action_item: gatewayWrites("insert", "update", "delete"),
  // What is revised is kept.
  goal: gatewayWrites("insert", "update", "delete"),
  goal_template: gatewayWrites("insert", "update"),
  goal_progress: gatewayWrites("insert", "delete"),
  ...rewritten("goal_progress", ["comment", "participant_id", "recorded_by_id"]),
  metric: gatewayWrites("insert", "update", "delete"),
  metric_entry: gatewayWrites("insert", "update", "delete"),
  goal_revision: gatewayWrites("insert"),
  ...rewritten("goal_revision", [
    ...["reason", "much_less", "less", "expected", "more", "much_more"],
    ...["participant_id", "revised_by_id"],
  ]),
  availability: removedBy("insert", "update"),
  ...rewritten("availability", ["coach_id", "updated_at", "version"]),
  availability_window: removedBy("insert", "delete"),
  availability_override: removedBy("insert", "delete"),
  availability_override_window: removedBy("insert", "delete"),
  time_off: removedBy("insert", "delete"),
  ...rewritten("time_off", ["coach_id"]),
  travel: removedBy("insert", "delete"),
  ...rewritten("travel", ["coach_id"]),
  session_type: schedulingWrites("insert", "update"),
  ...rewritten("session_type", ["name", "place", "updated_at", "version"]),
  holiday: schedulingWrites("insert", "update"),
  ...rewritten("holiday", ["name", "updated_at", "version"]),
  busy_calendar: removedBy("insert", "update", "delete"),
  ...rewritten("busy_calendar", ["coach_id", "name", "updated_at"]),
  busy_time: removedBy("insert", "delete"),
  ...rewritten("busy_time", ["coach_id"]),
  session: schedulingWrites("insert", "update"),
  ...rewritten("session", [
    ...["agenda", "cancellation_reason", "place", "updated_at"],
    ...["held_by_id", "booked_by_id", "seats_taken"],
  ]),
  // A session that is moved can go to other coaches.
  session_coach: removedBy("insert", "update", "delete"),
  ...rewritten("session_coach", ["coach_id"]),
  session_move: schedulingWrites("insert"),
  ...rewritten("session_move", ["moved_by_id"]),
  // Who leaves a seat before the session begins is not expected any more.
  attendance: removedBy("insert", "update", "delete"),
  ...rewritten("attendance", ["person_id", "status", "recorded_at", "recorded_by_id"]),
  seat: removedBy("insert", "update"),
  ...rewritten("seat", ["person_id", "updated_at"]),
  series: schedulingWrites("insert", "update"),
  ...rewritten("series", ["place", "updated_at", "booked_by_id", "overridden_by_id"]),
  series_coach: removedBy("insert"),
  ...rewritten("series_coach", ["coach_id"]),
  series_exception: schedulingWrites("insert"),
  // A ledger is only ever added to.
  allocation_entry: schedulingWrites("insert"),
  ...rewritten("allocation_entry", ["reason", "recorded_by_id"]),
  cancellation_policy: schedulingWrites("insert", "update"),
  calendar_feed: schedulingWrites("insert", "update"),
  ...rewritten("calendar_feed", ["person_id", "place", "revoked_at", "updated_at"]),
  // What does not hold any more before it has left is taken back.
  email: removedBy("insert", "update", "delete"),
  ...rewritten("email", ["shown", "shown_series", "failure", "person_id"]),
  reminder_setting: schedulingWrites("insert", "update"),
  firm_counter: bothWrite("update"),
  event: bothWrite("insert"),
  ...rewritten("event", ["client_address"]),
  idempotency_key: bothWrite("insert", "update", "delete"),
  // Each of them reads the log with cursors of its own.
  log_cursor: bothWrite("insert", "update"),
  api_key: { coachwork_gateway: ["select", "insert", "update"] },
  bulk_export: { coachwork_gateway: ["select", "insert", "update"] },
  bulk_part: { coachwork_gateway: ["select", "insert", "update", "delete"] },
  bulk_line: { coachwork_gateway: ["select", "insert", "update"] },
  webhook_endpoint: { coachwork_gateway: ["select", "insert", "update"] },
  // To tell owners and admins that one was disabled.
  ...Object.fromEntries(
    ["firm_id", "id", "url", "description", "status", "disabled_reason", "disabled_at"].map((column) => [
      `webhook_endpoint.${column}`,
      { coachwork_scheduling: ["select"] },
    ]),
  ),
  // What was sent is removed after a while.
  webhook_delivery: { coachwork_gateway: ["select", "insert", "update", "delete"] },
  webhook_attempt: { coachwork_gateway: ["select", "insert", "delete"] },
  ...rewritten("webhook_attempt", ["url", "response_body"]),
  webhook_line: { coachwork_gateway: ["select", "insert", "update"] },
};

/**
 * Who can sign in is the gateway's alone. The scheduling service sends the letters, and notes that it does; and it keeps what
 * time sessions take from an account.
 */
export const whoMayOfIdentity = {
  ...Object.fromEntries(
    ["user", "session", "account", "verification", "rateLimit", "invitation", "guess"].map((table) => [
      table,
      { coachwork_gateway: ["select", "insert", "update", "delete"] },
    ]),
  ),
  membership: {
    coachwork_gateway: ["select", "insert", "update", "delete"],
    coachwork_scheduling: ["select"],
  },
  commitment: { coachwork_scheduling: ["select", "insert", "update", "delete"] },
  letter: { coachwork_gateway: ["select", "insert", "update", "delete"], coachwork_scheduling: ["select"] },
  "letter.postedAt": { coachwork_scheduling: ["update"] },
};

/** The job queue is the scheduling service's alone, as far as a worker needs it. */
export const whoMayOfQueue = {
  migrations: { coachwork_scheduling: ["select"] },
  _private_jobs: { coachwork_scheduling: ["select", "insert", "update", "delete"] },
  _private_job_queues: { coachwork_scheduling: ["select", "insert", "update"] },
  _private_tasks: { coachwork_scheduling: ["select", "insert"] },
  _private_known_crontabs: { coachwork_scheduling: ["select"] },
};
