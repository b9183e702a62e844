import type { Clock, Database } from "@coachwork/platform";
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
  readonly clock: Clock;
  /** Called with a session's token after its firm has changed. */
  readonly chosen: (token: string) => void;
}

/**
 * The firms of whoever is signed in, and the choice of the one that a session is in:
 * `GET /firms`, `POST /firms/choose {firmId}`. A firm one is not in is answered like one that never was.
 */
export function firms({ identity, database, clock, chosen }: FirmsOptions): BetterAuthPlugin {
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

  // Not a hook on the session's row: better-auth may hold a transaction open around that, and a second connection taken
  // meanwhile from the same pool is how a pool locks up.
  const enterFirm = createAuthMiddleware(async (ctx) => {
    const { newSession, returned } = ctx.context;
    if (!newSession || typeof returned !== "object" || returned === null || returned instanceof Error) return undefined;
    const firmId = await enterOnlyFirm(identity, newSession.session.id);
    await forgetEnded(identity, newSession.session.userId, clock.now());
    return ctx.json({ ...returned, firm: firmId === null ? null : await firmNamed(database, firmId) });
  });
  const opensSession = ["/sign-in/email", "/change-password"];

  return {
    id: "firms",
    endpoints: { listFirms: list, chooseFirm: choose },
    hooks: { after: [{ matcher: ({ path }) => opensSession.includes(path ?? ""), handler: enterFirm }] },
  };
}

/** Whoever is in one firm alone enters it by signing in. Gives the firm that the session is in. */
async function enterOnlyFirm(identity: IdentityDatabase, sessionId: string): Promise<string | null> {
  const [session] = await identity.query<{ firmId: string | null }>(
    `update identity.session s set "firmId" = (
       select (array_agg(m."firmId"))[1] from identity.membership m where m."userId" = s."userId" having count(*) = 1
     ) where s.id = $1 returning s."firmId"`,
    [sessionId],
  );
  return session?.firmId ?? null;
}

/** Removes sessions that ended over a day ago; until then their tokens are answered as expired rather than as unknown. */
async function forgetEnded(identity: IdentityDatabase, userId: string, now: number): Promise<void> {
  const before = new Date(now - 24 * 60 * 60 * 1000);
  await identity.query(`delete from identity.session where "userId" = $1 and "expiresAt" < $2`, [userId, before]);
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
