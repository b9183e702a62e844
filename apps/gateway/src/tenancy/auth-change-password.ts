import type { Bus, Clock } from "@coachwork/platform";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { setPassword } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { hashNewPassword } from "./auth-password-rules.js";
import { signedIn } from "./auth-session.js";
import { endSignIns } from "./end-sign-ins.js";
import type { Guesses } from "./guesses.js";

export interface ChangePasswordOptions {
  readonly identity: IdentityDatabase;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly guesses: Guesses;
  /** The header that names the client's address. */
  readonly addressHeader: string;
}

/**
 * `POST /change-password {currentPassword, newPassword}`: changes one's password, which ends one's other sign-ins. In place of
 * better-auth's own, which lets them go on.
 */
export function changePasswordDoor(options: ChangePasswordOptions): BetterAuthPlugin {
  const { identity, clock, guesses, addressHeader } = options;
  const body = z.object({ currentPassword: z.string(), newPassword: z.string() });
  const changePassword = createAuthEndpoint("/change-password", { method: "POST", body }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const { currentPassword, newPassword } = ctx.body;
    const guesser = { email: user.email, clientAddress: ctx.headers?.get(addressHeader) ?? "" };
    const isRight = await guesses.attempt(guesser, async () => {
      const hash = await passwordOf(identity.query, user.id);
      return (await verifyPassword({ hash, password: currentPassword })) || undefined;
    });
    if (!isRight) {
      throw new APIError("BAD_REQUEST", { code: "INVALID_PASSWORD", message: "The current password is wrong." });
    }
    const passwordHash = await hashNewPassword(newPassword, user);
    const ended = await endSignIns(options, { userId: user.id, except: session.id }, (query) =>
      setPassword(query, user.id, passwordHash, clock.now()),
    );
    return ctx.json({ user: { id: user.id, name: user.name, email: user.email }, ended });
  });
  return { id: "change-password", endpoints: { changePassword } };
}

/** What is kept of a user's password; undefined where the user has none. */
async function passwordOf(query: Query, userId: string): Promise<string | undefined> {
  const [account] = await query<{ password: string | null }>(
    `select password from identity.account where "userId" = $1 and "providerId" = 'credential'`,
    [userId],
  );
  return account?.password ?? undefined;
}
