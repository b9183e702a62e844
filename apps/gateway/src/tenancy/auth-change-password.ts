import type { Bus, Clock } from "@coachwork/platform";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { setPassword } from "./auth-identity.js";
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from "./auth-password.js";
import { signedIn } from "./auth-session.js";
import { endSignIns } from "./end-sign-ins.js";

export interface ChangePasswordOptions {
  readonly identity: IdentityDatabase;
  readonly bus: Bus;
  readonly clock: Clock;
}

/**
 * `POST /change-password {currentPassword, newPassword}`: changes one's password, which ends one's other sign-ins. In place of
 * better-auth's own, which lets them go on.
 */
export function changePasswordDoor(options: ChangePasswordOptions): BetterAuthPlugin {
  const { identity, clock } = options;
  const body = z.object({ currentPassword: z.string(), newPassword: z.string() });
  const changePassword = createAuthEndpoint("/change-password", { method: "POST", body }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const { currentPassword, newPassword } = ctx.body;
    const passwordHash = await hashNew(newPassword);
    const current = await passwordOf(identity.query, user.id);
    const isRight = current !== undefined && (await verifyPassword({ hash: current, password: currentPassword }));
    if (!isRight) throw refusal("INVALID_PASSWORD", "The current password is wrong.");
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

async function hashNew(password: string): Promise<string> {
  const { min, max } = PASSWORD_LENGTH;
  const message = `The password has ${password.length} characters; give ${min} to ${max}.`;
  if (password.length < min) throw refusal("PASSWORD_TOO_SHORT", message);
  if (password.length > max) throw refusal("PASSWORD_TOO_LONG", message);
  return hashPassword(password);
}

function refusal(code: string, message: string): APIError {
  return new APIError("BAD_REQUEST", { code, message });
}
