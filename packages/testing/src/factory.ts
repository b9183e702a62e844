import type { Pool } from "pg";
import { v7 } from "uuid";

/** The values of a row by column. Missing ones get sensible defaults. */
type Values = Record<string, unknown>;

/** The date this many days from today, `YYYY-MM-DD`, in UTC. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** A full hour (UTC) on the day this many days from today. */
export function at(offset: number, hour: number, minute = 0): Date {
  return new Date(`${day(offset)}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`);
}

/** An id in the form of the API. */
export function apiId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid.replaceAll("-", "")}`;
}

async function insertRow(pool: Pool, table: string, row: Values): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  const names = columns.map((column) => `"${column}"`);
  await pool.query(`insert into ${table} (${names.join(", ")}) values (${places.join(", ")})`, Object.values(row));
}

/** Inserts rows of one firm directly into the database, because setup is not what a test tests. */
export class FirmFactory {
  readonly #pool: Pool;
  readonly firmId: string;

  private constructor(pool: Pool, firmId: string) {
    this.#pool = pool;
    this.firmId = firmId;
  }

  static async create(pool: Pool, values: Values = {}): Promise<FirmFactory> {
    const firmId = v7();
    await insertRow(pool, "firm", {
      firm_id: firmId,
      name: "A firm",
      time_zone: "UTC",
      created_at: new Date(),
      ...values,
    });
    await insertRow(pool, "firm_counter", { firm_id: firmId, last_seq: 0 });
    return new FirmFactory(pool, firmId);
  }

  /** Inserts a row of this firm with a new id and returns the id. */
  async row(table: string, values: Values): Promise<string> {
    const id = v7();
    await insertRow(this.#pool, table, { firm_id: this.firmId, id, ...values });
    return id;
  }

  organization(values: Values = {}): Promise<string> {
    return this.row("organization", { name: `Organization ${v7()}`, created_at: new Date(), ...values });
  }

  team(organizationId: string, values: Values = {}): Promise<string> {
    return this.row("team", { organization_id: organizationId, name: `Team ${v7()}`, ...values });
  }

  async person(roles: readonly string[], values: Values = {}): Promise<string> {
    const id = await this.row("person", {
      name: "Somebody",
      email: `${v7()}@firm.example`,
      time_zone: "UTC",
      locale: "en",
      created_at: new Date(),
      ...values,
    });
    for (const role of roles) await insertRow(this.#pool, "person_role", { firm_id: this.firmId, person_id: id, role });
    return id;
  }

  /** By default, an active individual coaching engagement that covers this month and the next. */
  async engagement(
    { coaches = [], participants = [] }: { coaches?: readonly string[]; participants?: readonly string[] },
    values: Values = {},
  ): Promise<string> {
    const id = await this.row("engagement", {
      title: "An engagement",
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      starts_on: day(-30),
      ends_on: day(120),
      allocation_unit: "SESSIONS",
      allocation_amount: 12,
      created_at: new Date(),
      ...values,
    });
    for (const person of coaches) await this.coach(id, person);
    for (const person of participants) await this.participant(id, person);
    return id;
  }

  coach(engagementId: string, personId: string, values: Values = {}): Promise<string> {
    return this.row("engagement_coach", {
      engagement_id: engagementId,
      person_id: personId,
      joined_on: day(-30),
      ...values,
    });
  }

  participant(engagementId: string, personId: string, values: Values = {}): Promise<string> {
    const membership = { engagement_id: engagementId, person_id: personId, joined_on: day(-30) };
    return this.row("engagement_participant", { ...membership, ...values });
  }

  note(engagementId: string, authorId: string, visibility: string, values: Values = {}): Promise<string> {
    const note = { engagement_id: engagementId, author_id: authorId, visibility, text: `A ${visibility} note` };
    return this.row("note", { ...note, created_at: new Date(), ...values });
  }

  /** By default, every day of the week around the clock. */
  async availability(
    coachId: string,
    { windows, ...values }: Values & { windows?: readonly [weekday: number, start: number, end: number][] } = {},
  ): Promise<string> {
    const id = await this.row("availability", {
      coach_id: coachId,
      time_zone: "UTC",
      buffer_before_minutes: 0,
      buffer_after_minutes: 0,
      minimum_notice_minutes: 0,
      ...values,
    });
    const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, 0, 1440] as const);
    for (const [weekday, start, end] of windows ?? always) {
      const window = { availability_id: id, weekday, start_minute: start, end_minute: end };
      await insertRow(this.#pool, "availability_window", { firm_id: this.firmId, ...window });
    }
    return id;
  }

  /** A confirmed session of an hour. */
  async session(
    engagementId: string,
    {
      coaches,
      participants = [],
      startsAt,
    }: { coaches: readonly string[]; participants?: readonly string[]; startsAt: Date },
    values: Values = {},
  ): Promise<string> {
    const endsAt = new Date(startsAt.getTime() + 3_600_000);
    const id = await this.row("session", {
      engagement_id: engagementId,
      kind: "REGULAR",
      status: "CONFIRMED",
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: "UTC",
      date: startsAt.toISOString().slice(0, 10),
      sequence: 0,
      created_at: new Date(),
      ...values,
    });
    const blocked = `[${startsAt.toISOString()},${endsAt.toISOString()})`;
    const { firmId: firm_id } = this;
    for (const coach_id of coaches)
      await insertRow(this.#pool, "session_coach", { firm_id, session_id: id, coach_id, blocked, blocks: true });
    for (const person_id of participants)
      await insertRow(this.#pool, "attendance", { firm_id, session_id: id, person_id, status: "PENDING" });
    return id;
  }
}
