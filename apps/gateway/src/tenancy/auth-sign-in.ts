import { flawOf, kinds } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, formCsrfMiddleware, getSessionFromCtx } from "better-auth/api";
import { z } from "zod";
import type { Query } from "./auth-database.js";
import { clientAddressOf, type EndpointOptions } from "./auth-endpoint.js";
import { firmsOf } from "./auth-firms.js";
import { credentialOf, openSession, SESSION_MS, SHORT_SESSION_MS } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { endSignIns } from "./end-sign-ins.js";

/**
 * `POST /sign-in/email {email, password, rememberMe?}` returns a token, the user and their firm. `POST /sign-out` ends
 * the session. They replace better-auth's own, which store tokens in plain text.
 */
export function signInEndpoints(options: EndpointOptions): BetterAuthPlugin {
  const { identity, clock, guesses } = options;
  const body = z.object({ email: z.string(), password: z.string(), rememberMe: z.boolean().default(true) });
  const endpoint = { use: [formCsrfMiddleware], body };
  const signInEmail = createAuthEndpoint("/sign-in/email", { method: "POST", ...endpoint }, async (ctx) => {
    const { email, password, rememberMe } = ctx.body;
    const fault = flawOf(kinds.email, email, "email");
    if (fault) throw new APIError("BAD_REQUEST", { code: "BAD_USER_INPUT", message: fault.message, field: ["email"] });
    const clientAddress = clientAddressOf(ctx);
    const found = await guesses.attempt({ email, clientAddress }, () =>
      userByPassword(identity.query, email.toLowerCase(), password),
    );
    if (!found) throw wrongPassword();
    const { user, passwordHash } = found;
    const session = {
      userId: user.id,
      ipAddress: clientAddress || null,
      userAgent: ctx.headers?.get("user-agent"),
      lasts: rememberMe ? SESSION_MS : SHORT_SESSION_MS,
    };
    // A user with a single firm enters it at sign-in.
    const firms = await firmsOf(options, user.id);
    const only = firms.length === 1 ? firms[0]! : null;
    const token = await identity.transaction(async (query) => {
      const now = clock.now();
      if (!(await lockPassword(query, user.id, passwordHash))) throw wrongPassword();
      await forgetEnded(query, user.id, now);
      return openSession(query, { ...session, firmId: only?.firmId ?? null }, now);
    });
    return ctx.json({ token, user, firm: only?.firm ?? null });
  });

  const signOut = createAuthEndpoint("/sign-out", { method: "POST" }, async (ctx) => {
    const found = await getSessionFromCtx(ctx);
    if (found) await endSignIns(options, { userId: found.user.id, only: found.session.id });
    return ctx.json({ success: true });
  });
  return { id: "sign-in", endpoints: { signInEmail, signOut } };
}

/** The user with this address and password. An unknown address takes the same time. */
async function userByPassword(query: Query, email: string, password: string) {
  const found = await credentialOf(query, email);
  const passwordHash = found?.passwordHash;
  const isRight = await verifyPassword({ hash: passwordHash, password });
  return passwordHash !== undefined && isRight ? { user: found!.user, passwordHash } : undefined;
}

/**
 * Whether the given password is still valid: it may have changed while it was checked. If it is, it stays valid until
 * the end of the transaction. So changing it later also ends this session.
 */
async function lockPassword(query: Query, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await query(`select 1 from identity.account where "userId" = $1 and password = $2 for share`, [
    userId,
    passwordHash,
  ]);
  return rows.length > 0;
}

/**
 * Removes sessions that ended more than a day ago. Until then their tokens are reported as expired rather than unknown.
 */
async function forgetEnded(query: Query, userId: string, now: number): Promise<void> {
  const before = new Date(now - 24 * 60 * 60 * 1000);
  await query(`delete from identity.session where "userId" = $1 and "expiresAt" < $2`, [userId, before]);
}

function wrongPassword(): APIError {
  const message = "The e-mail address or the password is wrong.";
  return new APIError("UNAUTHORIZED", { code: "INVALID_EMAIL_OR_PASSWORD", message });
}
