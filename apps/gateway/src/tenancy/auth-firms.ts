import type { Database } from "@coachwork/platform";
import { encodeId } from "@coachwork/reader";
import { Firm, idOf } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { z } from "zod";
import type { IdentityDatabase } from "./auth-database.js";

/** A firm as sign-in shows it. */
export interface FirmName {
  /** As at the API: `firm_<hex>`. */
  readonly id: string;
  readonly name: string;
}

export interface FirmsOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  /** Called with a session's token after its firm has changed. */
  readonly chosen: (token: string) => void;
}

/**
 * The firms of whoever is signed in, and the choice of the one that a session is in:
 * `GET /firms`, `POST /firms/choose {firmId}`. A firm one is not in is answered like one that never was.
 */
export function firms({ identity, database, chosen }: FirmsOptions): BetterAuthPlugin {
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
    chosen(session.token);
    return ctx.json({ firm });
  });

  // Whoever is in one firm alone is in it at once; the answer to a sign-in says so.
  const tellFirm = createAuthMiddleware(async (ctx) => {
    const { newSession, returned } = ctx.context;
    if (!newSession || typeof returned !== "object" || returned === null || returned instanceof Error) return undefined;
    const [session] = await identity.query<{ firmId: string | null }>(
      `select "firmId" from identity.session where id = $1`,
      [newSession.session.id],
    );
    return ctx.json({ ...returned, firm: session?.firmId ? await firmNamed(database, session.firmId) : null });
  });

  return {
    id: "firms",
    endpoints: { listFirms: list, chooseFirm: choose },
    hooks: { after: [{ matcher: ({ path }) => path === "/sign-in/email", handler: tellFirm }] },
  };
}

/** The firm of somebody who is in exactly one. */
export async function onlyFirm(identity: IdentityDatabase, userId: string): Promise<string | null> {
  const memberships = await identity.query<{ firmId: string }>(
    `select "firmId" from identity.membership where "userId" = $1 limit 2`,
    [userId],
  );
  return memberships.length === 1 ? memberships[0]!.firmId : null;
}

export async function firmNamed(database: Database, firmId: string): Promise<FirmName | null> {
  const scope = { firmId, personId: null };
  const [firm] = await database.read(scope, "select name from firm where firm_id = $1::uuid", [firmId]);
  return firm ? { id: encodeId("firm", firmId), name: firm.name as string } : null;
}

async function signedIn(ctx: Parameters<typeof getSessionFromCtx>[0]) {
  const found = await getSessionFromCtx(ctx);
  if (found) return found;
  const message = "Sign in first: send the token that POST /auth/sign-in/email answers, Authorization: Bearer <token>.";
  throw new APIError("UNAUTHORIZED", { code: "UNAUTHENTICATED", message });
}
