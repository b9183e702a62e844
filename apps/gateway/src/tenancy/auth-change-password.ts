import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { Query } from "./auth-database.js";
import { clientAddressOf, type EndpointContext, type EndpointOptions, signedIn } from "./auth-endpoint.js";
import { setPassword } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { hashNewPassword } from "./auth-password-rules.js";
import { endSignIns } from "./end-sign-ins.js";
import { notifyPasswordChange } from "./sign-in-letter.js";

/**
 * `POST /change-password {currentPassword, newPassword}` changes your password and ends your other sign-ins. It
 * replaces better-auth's own, which keeps them.
 */
export function changePasswordEndpoint(options: EndpointOptions): BetterAuthPlugin {
  const { clock } = options;
  const body = z.object({ currentPassword: z.string(), newPassword: z.string() });
  const changePassword = createAuthEndpoint("/change-password", { method: "POST", body }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const { currentPassword, newPassword } = ctx.body;
    await requirePassword(options, ctx, user, currentPassword);
    const passwordHash = await hashNewPassword(newPassword, user);
    const ended = await endSignIns(options, { userId: user.id, except: session.id }, async (query) => {
      await setPassword(query, user.id, passwordHash, clock.now());
      await notifyPasswordChange(query, user.id, clock.now());
    });
    return ctx.json({ user: { id: user.id, name: user.name, email: user.email }, ended });
  });
  return { id: "change-password", endpoints: { changePassword } };
}

/** Requires the user's password. A wrong one is refused and counts as a guess. */
export async function requirePassword(
  { identity, guesses }: EndpointOptions,
  ctx: EndpointContext,
  user: { readonly id: string; readonly email: string },
  password: string,
): Promise<void> {
  const guesser = { email: user.email, clientAddress: clientAddressOf(ctx) };
  const isRight = await guesses.attempt(guesser, async () => {
    const hash = await passwordOf(identity.query, user.id);
    return (await verifyPassword({ hash, password })) || undefined;
  });
  if (isRight) return;
  throw new APIError("BAD_REQUEST", { code: "INVALID_PASSWORD", message: "The current password is wrong." });
}

/** The stored hash of a user's password. Undefined if the user has none. */
async function passwordOf(query: Query, userId: string): Promise<string | undefined> {
  const [account] = await query<{ password: string | null }>(
    `select password from identity.account where "userId" = $1 and "providerId" = 'credential'`,
    [userId],
  );
  return account?.password ?? undefined;
}
