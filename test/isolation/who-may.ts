const read = { coachwork_gateway: ["select"], coachwork_scheduling: ["select"] };
const gatewayWrites = (...privileges: string[]) => ({ ...read, coachwork_gateway: ["select", ...privileges] });
const schedulingWrites = (...privileges: string[]) => ({ ...read, coachwork_scheduling: ["select", ...privileges] });
const bothWrite = (...privileges: string[]) => ({
  coachwork_gateway: ["select", ...privileges],
  coachwork_scheduling: ["select", ...privileges],
});

const gatewayErases = { coachwork_gateway: ["update"] };
/** What the gateway removes with a person who is erased. */
const erasedBy = (...privileges: string[]) => ({
  coachwork_gateway: ["select", "delete"],
  coachwork_scheduling: ["select", ...privileges],
});
/** Columns of the schedule in which the gateway erases people's names. */
const erasing = (table: string, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [`${table}.${column}`, gatewayErases]));

/** Who writes what: only the scheduling service writes the schedule, and history is never deleted. */
export const whoMay = {
  firm: read,
  organization: gatewayWrites("insert", "update"),
  team: gatewayWrites("insert", "update"),
  person: gatewayWrites("insert", "update"),
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
  // To lock a row, one must be allowed to change something of it.
  "engagement.id": { coachwork_scheduling: ["update"] },
  "person.id": { coachwork_scheduling: ["update"] },
  // What happened is added, never changed. Of people who are erased, texts and calendars go, too: the gateway erases everywhere.
  engagement_status_change: gatewayWrites("insert"),
  "engagement_status_change.reason": gatewayErases,
  engagement_pause: gatewayWrites("insert", "update"),
  engagement_coach: gatewayWrites("insert", "update"),
  engagement_participant: gatewayWrites("insert", "update"),
  join_request: gatewayWrites("insert", "update"),
  note: gatewayWrites("insert", "update", "delete"),
  note_version: gatewayWrites("insert", "delete"),
  "note_version.text": gatewayErases,
  availability: erasedBy("insert", "update"),
  availability_window: erasedBy("insert", "delete"),
  availability_override: erasedBy("insert", "delete"),
  availability_override_window: erasedBy("insert", "delete"),
  time_off: erasedBy("insert", "delete"),
  travel: erasedBy("insert", "delete"),
  session_type: schedulingWrites("insert", "update"),
  ...erasing("session_type", ["name", "place", "updated_at", "version"]),
  holiday: schedulingWrites("insert", "update"),
  ...erasing("holiday", ["name", "updated_at", "version"]),
  busy_calendar: erasedBy("insert", "update", "delete"),
  busy_time: erasedBy("insert", "delete"),
  session: schedulingWrites("insert", "update"),
  ...erasing("session", ["agenda", "cancellation_reason", "place", "updated_at"]),
  // A session that is moved can go to other coaches.
  session_coach: schedulingWrites("insert", "update", "delete"),
  session_move: schedulingWrites("insert"),
  // Who leaves a seat before the session begins is not expected any more.
  attendance: schedulingWrites("insert", "update", "delete"),
  seat: schedulingWrites("insert", "update"),
  series: schedulingWrites("insert", "update"),
  ...erasing("series", ["place", "updated_at"]),
  series_coach: schedulingWrites("insert"),
  series_exception: schedulingWrites("insert"),
  // A ledger is only ever added to.
  allocation_entry: schedulingWrites("insert"),
  ...erasing("allocation_entry", ["reason"]),
  cancellation_policy: schedulingWrites("insert", "update"),
  calendar_feed: schedulingWrites("insert", "update"),
  // What does not hold any more before it has left is taken back.
  email: erasedBy("insert", "update", "delete"),
  ...erasing("email", ["shown", "shown_series", "failure"]),
  reminder_setting: schedulingWrites("insert", "update"),
  firm_counter: bothWrite("update"),
  event: bothWrite("insert"),
  idempotency_key: bothWrite("insert", "update", "delete"),
  log_cursor: schedulingWrites("insert", "update"),
  api_key: { coachwork_gateway: ["select", "insert", "update"] },
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
