import type { Pool } from "pg";

type Values = Readonly<Record<string, unknown>>;

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

/** Writes rows whose ids bear a circle's mark. */
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
    const row: Values = { firm_id: this.firmId, ...values };
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
      ...values,
    });
    for (const role of roles) await this.insert("person_role", { person_id: id, role });
    return id;
  }

  async engagement(
    name: string,
    { coaches, participants }: { readonly coaches: readonly string[]; readonly participants: readonly string[] },
    values: Values,
  ): Promise<string> {
    const id = await this.row("engagement", {
      title: `${this.marks.text} ${name}`,
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
    return id;
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
    });
  }

  note(engagement: string, author: string, visibility: string, by: string): Promise<string> {
    const text = `${this.marks.text} NOTE ${visibility} by ${by}`;
    const created_at = this.at(1, "01:02:07.603");
    return this.row("note", { engagement_id: engagement, author_id: author, visibility, text, created_at });
  }

  /** A session of an hour with a move; who was there is told by `attendance`. */
  async session(
    engagement: string,
    coaches: readonly string[],
    attendance: Readonly<Record<string, string>>,
    days: number,
  ): Promise<string> {
    const [startsAt, endsAt] = [this.at(days, "09:37:41.617"), this.at(days, "10:52:43.619")];
    const id = await this.row("session", {
      engagement_id: engagement,
      kind: "CHEMISTRY",
      status: "IN_PROGRESS",
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: "Asia/Kathmandu",
      date: this.marks.day(days),
      sequence: 61_733,
      created_at: this.at(1, "01:02:47.631"),
    });
    for (const coach_id of coaches) {
      await this.insert("session_coach", {
        session_id: id,
        coach_id,
        blocked: `[${startsAt},${endsAt})`,
        blocks: true,
      });
    }
    for (const [person_id, status] of Object.entries(attendance)) {
      await this.insert("attendance", { session_id: id, person_id, status });
    }
    const times = { starts_at: this.at(days, "06:11:53.641"), ends_at: this.at(days, "07:11:53.643") };
    await this.row("session_move", {
      session_id: id,
      ...times,
      moved_at: this.at(1, "01:02:53.647"),
      moved_by_id: coaches[0],
    });
    return id;
  }

  /** When a coach works and what keeps the coach busy. */
  async time(coach: string, name: string): Promise<{ availability: string; calendar: string }> {
    const availability = await this.row("availability", {
      coach_id: coach,
      time_zone: this.marks.timeZone,
      buffer_before_minutes: 7,
      buffer_after_minutes: 8,
      minimum_notice_minutes: 9,
    });
    const window = { availability_id: availability, weekday: 1, start_minute: 541, end_minute: 1021 };
    await this.insert("availability_window", window);
    const calendar = await this.row("busy_calendar", {
      coach_id: coach,
      name: `${this.marks.text} CALENDAR ${name}`,
      imported_at: this.at(2, "01:02:08.604"),
      covered_until: this.at(90, "01:02:09.605"),
      source: `${this.marks.text} SOURCE`,
    });
    const busy = {
      calendar_id: calendar,
      coach_id: coach,
      starts_at: this.at(3, "13:00:00"),
      ends_at: this.at(3, "14:00:00"),
    };
    await this.insert("busy_time", busy);
    return { availability, calendar };
  }
}
