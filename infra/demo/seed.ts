import { publicIdOf } from "@coachwork/gateway/api-keys";
import { createIdentity } from "@coachwork/gateway/identity";
import { IdentityDatabase } from "@coachwork/gateway/identity-database";
import { SealedSecrets } from "@coachwork/gateway/sealed-secrets";
import { type FileStorage, systemClock } from "@coachwork/platform";
import { objectOf, spellFirm, takesTime } from "@coachwork/schema";
import type { Client } from "pg";
import { withConnection } from "../launcher/database.ts";
import { DEMO_PASSWORD, type DemoFirm } from "./demo-firm.ts";
import { demoFirms } from "./firms.ts";
import { demoFirmId, demoPersonId } from "./ids.ts";
import { DemoRows } from "./rows.ts";
import type { Seal } from "./webhook-rows.ts";
import { insertRow } from "../launcher/rows.ts";

/** Where the demo is written. */
export interface DemoOptions {
  /** The database's URL for its owner. */
  ownerUrl: string;
  /** The database's URL for the gateway's role. */
  gatewayUrl: string;
  /** Where files are. */
  files: FileStorage;
  /** The gateway's key, which encrypts stored secrets. */
  secretsKey: string;
}

/** Writes the firms of the demo that are not there yet; each whole or not at all. */
export async function seedDemo({ ownerUrl, gatewayUrl, files, secretsKey }: DemoOptions): Promise<void> {
  await withConnection(ownerUrl, async (owner) => {
    for (const firm of demoFirms) {
      if (await isThere(owner, firm)) continue;
      // First, since a firm that is there is taken to be complete.
      await letSignIn(gatewayUrl, firm);
      await writeFirm(owner, firm, files, secretsKey);
    }
  });
}

async function isThere(owner: Client, firm: DemoFirm): Promise<boolean> {
  return inFirm(owner, firm, async () => {
    const { rowCount } = await owner.query("select 1 from firm where firm_id = $1", [demoFirmId(firm)]);
    return rowCount === 1;
  });
}

async function letSignIn(gatewayUrl: string, firm: DemoFirm): Promise<void> {
  const identity = IdentityDatabase.open({ url: gatewayUrl, poolSize: 4, statementTimeoutMs: 10_000 });
  try {
    for (const { key, name, email } of firm.people) {
      const memberships = [{ firmId: demoFirmId(firm), personId: demoPersonId(firm, key) }];
      await createIdentity(identity, { email, name, password: DEMO_PASSWORD, memberships }, systemClock);
    }
  } finally {
    await identity.close();
  }
}

async function writeFirm(owner: Client, firm: DemoFirm, storage: FileStorage, secretsKey: string): Promise<void> {
  const secrets = new SealedSecrets(secretsKey);
  const seal: Seal = (secret, of) => secrets.seal(secret, of);
  const written = new DemoRows(firm, new Date(), { takesTime, publicIdOf, seal });
  const { rows, events, files, firmId, createdAt } = written;
  for (const { key, content } of files) await storage.put(key, content);
  await inFirm(owner, firm, async () => {
    const { name, timeZone, frontendUrl } = firm;
    // Of two launchers on one server the second waits here, and finds the firm written.
    const { rowCount } = await owner.query(
      "insert into firm (firm_id, name, time_zone, frontend_url, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
      [firmId, name, timeZone, frontendUrl, createdAt],
    );
    if (rowCount === 0) return;
    for (const { table, row, as } of rows) {
      if (as) await owner.query(`set local app.person_id = '${as}'`);
      await insertRow(owner, table, row);
    }
    for (const [place, { event, actorId, at }] of events.entries()) {
      const { type, ids } = event;
      const what = { type, ids, ...objectOf(event) };
      const row = { firm_id: firmId, seq: place + 1, ...what, actor_id: actorId, occurred_at: at };
      await insertRow(owner, "event", row);
    }
    await insertRow(owner, "firm_counter", { firm_id: firmId, last_seq: events.length });
    await owner.query(commitments, [firmId]);
    await spellFirm(async (text, values) => (await owner.query<object>(text, [...values])).rows, firmId);
  });
}

/** A coach of both firms has one time. */
const commitments = `
  insert into identity.commitment ("userId", "firmId", "sessionId", blocked)
  select m."userId", c.firm_id, c.session_id, c.blocked from session_coach c
  join identity.membership m on m."firmId" = $1 and m."personId" = c.coach_id
  where c.firm_id = $1 and c.blocks on conflict do nothing`;

/** Runs work in one transaction as the tables' owner, whom row level security binds like anybody else. */
async function inFirm<T>(owner: Client, firm: DemoFirm, work: () => Promise<T>): Promise<T> {
  await owner.query("begin");
  try {
    await owner.query(`set local app.firm_id = '${demoFirmId(firm)}'`);
    const result = await work();
    await owner.query("commit");
    return result;
  } catch (error) {
    await owner.query("rollback").catch(() => undefined);
    throw error;
  }
}
