import { addMembership, createSession, insertUser } from "@coachwork/gateway/identity";
import { IdentityDatabase } from "@coachwork/gateway/identity-database";
import { insertRow } from "@coachwork/infra/rows";
import type { RoleUrls } from "@coachwork/infra/roles";
import { newId, systemClock } from "@coachwork/platform";
import pg from "pg";

/** A coach with one session, to which things happen. */
export interface Watched {
  readonly coachId: string;
  readonly ids: { readonly session: string; readonly engagement: string; readonly coaches: readonly string[] };
}

/** A firm whose managers follow its coaches. */
export interface LiveFirm {
  readonly firmId: string;
  /** The managers' tokens. */
  readonly tokens: readonly string[];
  readonly one: Watched;
  readonly other: Watched;
}

export async function createFirm(adminUrl: string, { gateway }: RoleUrls, managers: number): Promise<LiveFirm> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const firmId = newId();
  const now = new Date();
  const row = async (table: string, values: Record<string, unknown>) => {
    const id = newId();
    await insertRow(pool, table, { firm_id: firmId, id, ...values });
    return id;
  };
  const person = async (role: string, email: string): Promise<string> => {
    const shared = { time_zone: "UTC", locale: "en", created_at: now };
    const id = await row("person", { name: email, email, status: "ACTIVE", ...shared });
    await insertRow(pool, "person_role", { firm_id: firmId, person_id: id, role });
    return id;
  };
  const watched = async (name: string): Promise<Watched> => {
    const coachId = await person("COACH", `${name}@firm.example`);
    const engagement = await row("engagement", {
      title: `Engagement of ${name}`,
      kind: "COACHING",
      format: "INDIVIDUAL",
      status: "ACTIVE",
      starts_on: "2020-01-01",
      ends_on: "2060-01-01",
      allocation_unit: "SESSIONS",
      allocation_amount: 10_000,
      created_at: now,
    });
    const times = { starts_at: now, ends_at: new Date(now.getTime() + 3_600_000), time_zone: "UTC" };
    const session = await row("session", {
      engagement_id: engagement,
      kind: "REGULAR",
      status: "CONFIRMED",
      ...times,
      date: now.toISOString().slice(0, 10),
      sequence: 0,
      created_at: now,
    });
    const blocked = `[${times.starts_at.toISOString()},${times.ends_at.toISOString()})`;
    const coach = { firm_id: firmId, session_id: session, coach_id: coachId, blocked, blocks: true };
    await insertRow(pool, "session_coach", coach);
    return { coachId, ids: { session, engagement, coaches: [coachId] } };
  };

  try {
    await insertRow(pool, "firm", { firm_id: firmId, name: "Firm", time_zone: "UTC", created_at: now });
    await insertRow(pool, "firm_counter", { firm_id: firmId, last_seq: 0 });
    const [one, other] = [await watched("one"), await watched("other")];
    const identity = IdentityDatabase.open({ url: gateway, poolSize: 1, statementTimeoutMs: 10_000 });
    try {
      const tokens: string[] = [];
      for (let place = 0; place < managers; place += 1) {
        const email = `manager.${place}@firm.example`;
        // Nobody signs in with a password, which would take long to hash.
        const userId = await insertUser(identity.query, { email, name: email, passwordHash: "none" }, now);
        await addMembership(identity.query, userId!, { firmId, personId: await person("PROGRAM_MANAGER", email) });
        tokens.push(await createSession(identity, email, firmId, systemClock));
      }
      return { firmId, tokens, one, other };
    } finally {
      await identity.close();
    }
  } finally {
    await pool.end();
  }
}
