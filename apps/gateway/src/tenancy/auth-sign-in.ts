import type { Bus, Clock, Database } from "@coachwork/platform";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, formCsrfMiddleware, getSessionFromCtx } from "better-auth/api";
import { z } from "zod";
import { faultOfEmail } from "../graphql/checks.js";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { firmNamed } from "./auth-firms.js";
import { openSession, SESSION_MS, SHORT_SESSION_MS } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { endSignIns } from "./end-sign-ins.js";
import type { Guesses } from "./guesses.js";

export interface SignInDoorsOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly guesses: Guesses;
  /** The header that names the client's address. */
  readonly addressHeader: string;
}

interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

/**
 * `POST /sign-in/email {email, password, rememberMe?}`: answers a token, who signed in and the firm they are in;
 * `POST /sign-out`. In place of better-auth's own, which keep tokens as they are.
 */
export function signInDoors(options: SignInDoorsOptions): BetterAuthPlugin {
  const { identity, database, clock, guesses, addressHeader } = options;
  const body = z.object({ email: z.string(), password: z.string(), rememberMe: z.boolean().default(true) });
  const door = { use: [formCsrfMiddleware], body };
  const signInEmail = createAuthEndpoint("/sign-in/email", { method: "POST", ...door }, async (ctx) => {
    const { email, password, rememberMe } = ctx.body;
    const fault = faultOfEmail(email, "email");
    if (fault) throw new APIError("BAD_REQUEST", { code: "BAD_USER_INPUT", message: fault.message, field: ["email"] });
    const ipAddress = ctx.headers?.get(addressHeader) ?? null;
    const found = await guesses.attempt({ email, clientAddress: ipAddress ?? "" }, () =>
      userByPassword(identity.query, email.toLowerCase(), password),
    );
    if (!found) throw wrongPassword();
    const { passwordHash, ...user } = found;
    const session = {
      userId: user.id,
      ipAddress,
      userAgent: ctx.headers?.get("user-agent"),
      lasts: rememberMe ? SESSION_MS : SHORT_SESSION_MS,
    };
    const { token, firmId } = await identity.transaction(async (query) => {
      const now = clock.now();
      if (!(await lockPassword(query, user.id, passwordHash))) throw wrongPassword();
      await forgetEnded(query, user.id, now);
      const firmId = await onlyFirm(query, user.id);
      return { firmId, token: await openSession(query, { ...session, firmId }, now) };
    });
    return ctx.json({ token, user, firm: firmId === null ? null : await firmNamed(database, firmId) });
  });

  const signOut = createAuthEndpoint("/sign-out", { method: "POST" }, async (ctx) => {
    const found = await getSessionFromCtx(ctx);
    if (found) await endSignIns(options, { userId: found.user.id, only: found.session.id });
    return ctx.json({ success: true });
  });
  return { id: "sign-in", endpoints: { signInEmail, signOut } };
}

/** The user with this address and password. It takes as long to find out that nobody has the address. */
async function userByPassword(query: Query, email: string, password: string) {
  const [user] = await query<User & { passwordHash: string | null }>(
    `select u.id, u.name, u.email, u."emailVerified", a.password as "passwordHash" from identity."user" u
     left join identity.account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`,
    [email],
  );
  const isRight = await verifyPassword({ hash: user?.passwordHash ?? undefined, password });
  return user?.passwordHash && isRight ? { ...user, passwordHash: user.passwordHash } : undefined;
}

/**
 * Whether the password is still the one that was given: it may have changed while it was looked at. If it is, it stays so
 * until the end of the transaction, so that who changes it ends this session, too.
 */
async function lockPassword(query: Query, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await query(`select 1 from identity.account where "userId" = $1 and password = $2 for share`, [
    userId,
    passwordHash,
  ]);
  return rows.length > 0;
}

/** Whoever is in one firm alone enters it by signing in. */
async function onlyFirm(query: Query, userId: string): Promise<string | null> {
  const memberships = await query<{ firmId: string }>(
    `select "firmId" from identity.membership where "userId" = $1 limit 2`,
    [userId],
  );
  return memberships.length === 1 ? memberships[0]!.firmId : null;
}

/** Removes sessions that ended over a day ago; until then their tokens are answered as expired rather than as unknown. */
async function forgetEnded(query: Query, userId: string, now: number): Promise<void> {
  const before = new Date(now - 24 * 60 * 60 * 1000);
  await query(`delete from identity.session where "userId" = $1 and "expiresAt" < $2`, [userId, before]);
}

function wrongPassword(): APIError {
  const message = "The e-mail address or the password is wrong.";
  return new APIError("UNAUTHORIZED", { code: "INVALID_EMAIL_OR_PASSWORD", message });
}
