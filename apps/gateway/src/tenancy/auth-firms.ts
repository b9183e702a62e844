import type { Bus, Database } from "@coachwork/platform";
import { encodeId } from "@coachwork/reader";
import { Firm, idOf } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { IdentityDatabase } from "./auth-database.js";
import { signedIn } from "./auth-session.js";

/** A firm as sign-in shows it. */
export interface FirmName {
  /** As at the API: `firm_<hex>`. */
  readonly id: string;
  readonly name: string;
}

export interface FirmsOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly bus: Bus;
}

/**
 * The firms of whoever is signed in, and the choice of the one that a session is in:
 * `GET /firms`, `POST /firms/choose {firmId}`. A firm one is not in is answered like one that never was.
 */
export function firms({ identity, database, bus }: FirmsOptions): BetterAuthPlugin {
  const list = createAuthEndpoint("/firms", { method: "GET" }, async (ctx) => {
    const { session } = await signedIn(ctx);
    const memberships = await identity.query<{ firmId: string; chosen: boolean }>(
      `select m."firmId", m."firmId" is not distinct from s."firmId" as chosen
       from identity.session s join identity.membership m on m."userId" = s."userId" where s.id = $1`,
      [session.id],
    );
    const named = await Promise.all(
      memberships.map(async (membership) => {
        const firm = await firmNamed(database, membership.firmId);
        return firm ? [{ ...firm, chosen: membership.chosen }] : [];
      }),
    );
    return ctx.json({ firms: named.flat().sort((a, b) => (a.name < b.name ? -1 : 1)) });
  });

  const body = z.object({ firmId: z.string() });
  const choose = createAuthEndpoint("/firms/choose", { method: "POST", body }, async (ctx) => {
    const { session } = await signedIn(ctx);
    const [row] = await identity.query<{ firmId: string }>(
      `update identity.session s set "firmId" = m."firmId" from identity.membership m
       where s.id = $1 and m."userId" = s."userId" and m."firmId" = $2 returning m."firmId"`,
      [session.id, idOf(Firm, ctx.body.firmId)],
    );
    const firm = row && (await firmNamed(database, row.firmId));
    if (!firm) {
      const message = `You are in no firm with the id ${ctx.body.firmId}: take one of GET /auth/firms.`;
      throw new APIError("NOT_FOUND", { code: "FIRM_NOT_FOUND", message });
    }
    bus.recheck(session.id);
    return ctx.json({ firm });
  });

  return {
    id: "firms",
    endpoints: { listFirms: list, chooseFirm: choose },
  };
}

export async function firmNamed(database: Database, firmId: string): Promise<FirmName | null> {
  const scope = { firmId, personId: null };
  const [firm] = await database.read(scope, "select name from firm where firm_id = $1::uuid", [firmId]);
  return firm ? { id: encodeId("firm", firmId), name: firm.name as string } : null;
}
