import type { Pool } from "pg";

export type Values = Readonly<Record<string, unknown>>;

/** What tells the rows of one circle of people from all others, wherever a value of theirs turns up. */
export interface Marks {
  /** The first 24 hex digits of every id, as a UUID writes them. */
  readonly ids: string;
  /** In every text. */
  readonly text: string;
  /** A zone that nobody else lives in. */
  readonly timeZone: string;
  /** A day this many days from the first day of the circle's time. */
  day(offset: number): string;
}

/** When rows were last changed, by their table: a mark of its own where not everybody who sees the row sees it. */
const CHANGED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["organization", "team", "engagement_coach", "engagement_participant", "join_request", "session_type", "holiday"]
      .concat("availability", "busy_calendar", "cancellation_policy", "calendar_feed", "api_key", "note", "speciality")
      .concat("takeaway", "feedback", "extension", "introduction", "agreement_template")
      .concat("agreement", "upload", "resource", "delegation", "worksheet", "needs_questionnaire", "match_weights")
      .concat("survey_template", "survey_plan", "survey_invitation", "match", "match_run", "match_run_member")
      .concat("needs_assessment", "needs_link", "hours_consent")
      .concat("engagement_pause", "goal_template", "webhook_endpoint", "webhook_delivery", "bulk_export")
      .map((table) => [table, "01:02:59.853"]),
  ),
  person: "01:02:59.857",
  engagement: "01:02:59.859",
  session: "01:02:59.863",
  series: "01:02:59.877",
  seat: "01:02:59.881",
  credential: "01:02:59.907",
  program: "01:02:59.911",
  cohort: "01:02:59.911",
  pool: "01:02:59.911",
  survey: "01:02:59.911",
  cohort_member: "01:02:59.911",
  coach_profile: "01:02:59.883",
  client_profile: "01:02:59.887",
  goal: "01:02:59.967",
  action_item: "01:02:59.971",
  assigned_worksheet: "01:02:59.787",
  metric: "01:02:59.953",
  metric_entry: "01:02:59.953",
};

/** The terms of a cancellation policy. */
export const POLICY: Values = {
  ...{ notice_minutes: 1_373, late_cancellation_forfeits: true, no_show_forfeits: true },
  ...{ clients_cancel: "ALWAYS", clients_reschedule: "NEVER", grace_minutes: 13, version: 103 },
};

/** Writes rows whose ids bear a circle's mark: its people, their engagements, and how they reach the platform. */
export class Rows {
  #count = 0;

  constructor(
    readonly pool: Pool,
    readonly firmId: string,
    readonly marks: Marks,
  ) {}

  id(): string {
    this.#count += 1;
    return `${this.marks.ids}-${this.#count.toString(16).padStart(12, "0")}`;
  }

  async insert(table: string, values: Values): Promise<void> {
    const changed = CHANGED[table];
    const stamp = changed === undefined ? {} : { updated_at: this.at(6, changed) };
    const row: Values = { firm_id: this.firmId, ...stamp, ...values };
    const columns = Object.keys(row).map((column) => `"${column}"`);
    const parameters = columns.map((_, index) => `$${index + 1}`);
    const text = `insert into ${table} (${columns.join(", ")}) values (${parameters.join(", ")})`;
    await this.pool.query(text, Object.values(row));
  }

  /** Inserts a row with an id; gives the id. */
  async row(table: string, values: Values): Promise<string> {
    const id = this.id();
    await this.insert(table, { id, ...values });
    return id;
  }

  /** An instant of the circle; the second and its fraction are marks of what the instant is for. */
  at(offset: number, time: string): string {
    return `${this.marks.day(offset)}T${time}Z`;
  }

  async person(name: string, roles: readonly string[], values: Values = {}): Promise<string> {
    const { text, timeZone } = this.marks;
    const id = await this.row("person", {
      name: `${text} ${name}`,
      email: `${name.replaceAll(" ", ".")}@${text}.mail-mark.example`.toLowerCase(),
      external_id: `${text} EXTERNAL ${name}`,
      time_zone: timeZone,
      locale: `en-x-${text}`,
      created_at: this.at(0, "01:02:05.601"),
      former_roles: roles,
      version: 101,
      ...values,
    });
    for (const role of roles) await this.insert("person_role", { person_id: id, role });
    await this.row("merged_person", { person_id: id, merged_at: this.at(3, "01:02:05.607") });
    return id;
  }

  /** What a coach says of themselves, and what the firm pays them: a number that is theirs alone. */
  async coachProfile(person_id: string, who: string, rate: number, speciality: string): Promise<string> {
    const { text } = this.marks;
    const id = await this.row("coach_profile", {
      person_id,
      bio: `${text} BIO of ${who}`,
      languages: [`de-x-${text.toLowerCase()}`],
      industries: [`${text} INDUSTRY of ${who}`],
      kinds: ["COACHING"],
      formats: ["GROUP"],
      affiliation: "EXTERNAL",
      capacity: 521,
      hourly_rate_amount: rate,
      hourly_rate_currency: "XTS",
      version: 107,
    });
    await this.insert("coach_speciality", { coach_profile_id: id, speciality_id: speciality });
    return id;
  }

  clientProfile(person_id: string, who: string, manager_id: string): Promise<string> {
    const { text } = this.marks;
    const own = { job: `${text} JOB of ${who}`, level: `${text} LEVEL`, interests: [`${text} INTEREST of ${who}`] };
    return this.row("client_profile", { person_id, manager_id, ...own, version: 109 });
  }

  /** What is certified of a coach, as if they had been warned of its end. `days` says when that is. */
  credential(person_id: string, who: string, days: number, archived = false): Promise<string> {
    const { text } = this.marks;
    const end = this.marks.day(days);
    return this.row("credential", {
      ...{ person_id, body: `${text} BODY`, level: `${text} GRADE of ${who}`, number: `${text} CERTIFICATE of ${who}` },
      ...{ valid_until: end, warned_for: end, archived_at: archived ? this.at(3, "01:02:57.684") : null, version: 113 },
    });
  }

  async engagement(
    name: string,
    { coaches, participants }: { readonly coaches: readonly string[]; readonly participants: readonly string[] },
    values: Values,
  ): Promise<string> {
    const id = await this.row("engagement", {
      title: `${this.marks.text} ${name}`,
      external_id: `${this.marks.text} ELSEWHERE ${name}`,
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      objectives: `${this.marks.text} OBJECTIVES of ${name}`,
      starts_on: this.marks.day(0),
      ends_on: this.marks.day(120),
      allocation_unit: "SESSIONS",
      allocation_amount: 12,
      created_at: this.at(0, "01:02:06.602"),
      ...values,
    });
    for (const person of coaches) await this.member("engagement_coach", id, person);
    for (const person of participants) await this.member("engagement_participant", id, person);
    await this.terms(id);
    await this.row("engagement_status_change", {
      engagement_id: id,
      status_before: "ACTIVE",
      status: "CANCELLED",
      reason: `${this.marks.text} WHY of ${name}`,
      closing_reason: "NO_FIT",
      changed_at: this.at(0, "01:02:06.612"),
      changed_by_id: coaches[0],
    });
    await this.pause(id, coaches[0]!, this.marks.day(3));
    return id;
  }

  pause(engagement: string, decidedBy: string, overSince: string | null): Promise<string> {
    const [starts_on, ends_on] = [this.marks.day(2), this.marks.day(4)];
    const days = { starts_on, ends_on, over_since: overSince };
    const decided = { reason: `${this.marks.text} WHY of pause`, decided_by_id: decidedBy };
    return this.row("engagement_pause", {
      engagement_id: engagement,
      ...days,
      sessions: "KEEP",
      version: 109,
      ...decided,
    });
  }

  member(
    table: "engagement_coach" | "engagement_participant",
    engagement: string,
    person: string,
    leftOn: string | null = null,
  ): Promise<string> {
    return this.row(table, {
      engagement_id: engagement,
      person_id: person,
      joined_on: this.marks.day(0),
      left_on: leftOn,
      notes_from: this.marks.day(0),
      // As if they had left: of those who have not, nobody looks at it.
      ...(table === "engagement_coach" && { handed_over_to_id: person }),
    });
  }

  /** What an engagement is entitled to besides, and what calling off its sessions costs. */
  async terms(engagement: string): Promise<void> {
    await this.row("allocation_entry", {
      engagement_id: engagement,
      kind: "ADJUST",
      amount: 71_999,
      reason: `${this.marks.text} ADJUSTMENT`,
      recorded_at: this.at(5, "01:02:50.809"),
      recorded_on: this.marks.day(5),
    });
    const policy = { ...POLICY, engagement_id: engagement };
    await this.row("cancellation_policy", policy);
    await this.row("cancellation_policy", { ...policy, removed_at: this.at(1, "01:02:53.667") });
  }

  /** The policy that is in force for an engagement, and the one that was removed. */
  async policiesOf(engagement: string): Promise<readonly [inForce: string, removed: string]> {
    const text = "select id from cancellation_policy where engagement_id = $1 order by removed_at nulls first";
    const { rows } = await this.pool.query<{ id: string }>(text, [engagement]);
    return [rows[0]!.id, rows[1]!.id];
  }

  /** An address at which the person's calendar program reads. */
  feed(person: string, kind: string, revokedAt: string | null = null): Promise<string> {
    return this.row("calendar_feed", {
      person_id: person,
      kind,
      place: 3,
      secret_hash: `${this.marks.text} FEED HASH`,
      created_at: this.at(1, "01:02:16.661"),
      last_used_at: this.at(2, "01:02:17.663"),
      revoked_at: revokedAt,
    });
  }

  /** That an assistant arranges somebody's sessions, or did. */
  delegation(principal_id: string, delegate_id: string, endedBy: string | null): Promise<string> {
    return this.row("delegation", {
      ...{ principal_id, delegate_id, starts_on: this.marks.day(1), ends_on: this.marks.day(119), version: 127 },
      created_at: this.at(0, "01:02:05.977"),
      ...(endedBy !== null && { ended_at: this.at(2, "01:02:05.983"), ended_by_id: endedBy }),
    });
  }

  /** That a client agreed to be named in a coach's log, after they were asked. */
  hoursConsent(coach_id: string, client_id: string): Promise<string> {
    const [asked_at, answered_at] = [this.at(3, "01:02:06.113"), this.at(4, "01:02:06.121")];
    return this.row("hours_consent", { coach_id, client_id, status: "GIVEN", asked_at, answered_at, version: 163 });
  }

  /** An invitation that a person accepted, after one whose letter was refused was withdrawn. */
  async invitations(person_id: string): Promise<void> {
    const { text } = this.marks;
    const email = `invited@${text}.mail-mark.example`.toLowerCase();
    const [created_at, expires_at] = [this.at(0, "01:02:21.821"), this.at(7, "01:02:21.823")];
    const invitation = { person_id, email, created_at, expires_at };
    const withdrawn_at = this.at(1, "01:02:21.827");
    await this.row("invitation", { ...invitation, failure: `${text} INVITATION FAILURE`, withdrawn_at });
    const [sent_at, accepted_at] = [this.at(1, "01:02:21.829"), this.at(2, "01:02:21.839")];
    await this.row("invitation", { ...invitation, sent_at, accepted_at });
  }
}
