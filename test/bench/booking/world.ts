import { createIdentity, createSession } from "@coachwork/gateway/identity";
import { IdentityDatabase } from "@coachwork/gateway/identity-database";
import { insertRow } from "@coachwork/infra/rows";
import type { RoleUrls } from "@coachwork/infra/roles";
import { systemClock } from "@coachwork/platform";
import pg from "pg";

/** One who books: an engagement of their own, with a coach of their own or with the one whom all want. */
export interface Booker {
  readonly engagementId: string;
  readonly coachId: string;
}

/** A firm in which so many book at once. */
export interface BookingFirm {
  readonly firmId: string;
  readonly spread: readonly Booker[];
  readonly hot: readonly Booker[];
  /** Who sends the bookings: a manager, signed in. */
  readonly token: string;
}

/** UUIDs that a pgbench script can write as well: what kind of thing, the how manieth. */
export function uuidOf(kind: number, place: number): string {
  return `0190a0b0-0000-7${kind}00-8000-${String(place).padStart(12, "0")}`;
}

export const kinds = { firm: 0, manager: 1, coach: 2, client: 3, engagement: 4, hotEngagement: 5, availability: 6 };

/** The rows of one firm: coaches who always work, and engagements that are entitled to more than a benchmark can book. */
export async function createFirm(
  adminUrl: string,
  { gateway }: RoleUrls,
  bookers: number,
  /** The how manieth firm it is. */
  number = 0,
): Promise<BookingFirm> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const firmId = uuidOf(kinds.firm, number);
  const now = new Date();
  const row = (table: string, values: Record<string, unknown>) =>
    insertRow(pool, table, { firm_id: firmId, ...values });
  const person = async (kind: keyof typeof kinds, place: number, role: string): Promise<string> => {
    const id = uuidOf(kinds[kind], place);
    const email = `${kind}.${place}@firm.example`;
    const person = { id, name: `${kind} ${place}`, email, time_zone: "UTC", locale: "en", created_at: now };
    await row("person", person);
    await row("person_role", { person_id: id, role });
    return id;
  };
  const engagement = async (kind: "engagement" | "hotEngagement", place: number, coachId: string): Promise<Booker> => {
    const id = uuidOf(kinds[kind], place);
    await row("engagement", {
      id,
      title: `${kind} ${place}`,
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      starts_on: "2020-01-01",
      ends_on: "2060-01-01",
      allocation_unit: "SESSIONS",
      allocation_amount: 10_000,
      created_at: now,
    });
    const joined = { engagement_id: id, joined_on: "2020-01-01" };
    await row("engagement_coach", { id: uuidOf(kinds[kind], 1_000 + place), person_id: coachId, ...joined });
    const clientId = uuidOf(kinds.client, place);
    await row("engagement_participant", { id: uuidOf(kinds[kind], 2_000 + place), person_id: clientId, ...joined });
    return { engagementId: id, coachId };
  };

  try {
    await row("firm", { name: "Firm", time_zone: "UTC", created_at: now });
    await row("firm_counter", { last_seq: 0 });
    const manager = await person("manager", 0, "OWNER");
    const [spread, hot]: [Booker[], Booker[]] = [[], []];
    for (let place = 0; place <= bookers; place += 1) {
      const coachId = await person("coach", place, "COACH");
      await availability(row, uuidOf(kinds.availability, place), coachId);
      if (place < bookers) {
        await person("client", place, "CLIENT");
        spread.push(await engagement("engagement", place, coachId));
      }
    }
    const wanted = uuidOf(kinds.coach, bookers);
    for (let place = 0; place < bookers; place += 1) hot.push(await engagement("hotEngagement", place, wanted));
    return { firmId, spread, hot, token: await signIn(gateway, firmId, manager, "manager.0@firm.example") };
  } finally {
    await pool.end();
  }
}

async function availability(
  row: (table: string, values: Record<string, unknown>) => Promise<unknown>,
  id: string,
  coachId: string,
): Promise<void> {
  const terms = { buffer_before_minutes: 0, buffer_after_minutes: 0, minimum_notice_minutes: 0 };
  await row("availability", { id, coach_id: coachId, time_zone: "UTC", ...terms });
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await row("availability_window", { availability_id: id, weekday, start_minute: 0, end_minute: 1440 });
}

async function signIn(url: string, firmId: string, personId: string, email: string): Promise<string> {
  const identity = IdentityDatabase.open({ url, poolSize: 1, statementTimeoutMs: 10_000 });
  try {
    const memberships = [{ firmId, personId }];
    const password = "a password for the bench";
    await createIdentity(identity, { email, name: "Manager", password, memberships }, systemClock);
    return await createSession(identity, email, firmId, systemClock);
  } finally {
    await identity.close();
  }
}
