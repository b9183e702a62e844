import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, getSessionFromCtx } from "better-auth/api";

/** What a door of sign-in is given of its request. */
export type DoorContext = Parameters<typeof getSessionFromCtx>[0];

/** The session that a request's token is of. Refuses a request without one. */
export async function signedIn(ctx: DoorContext) {
  const found = await getSessionFromCtx(ctx);
  if (found) return found;
  const message = "Sign in first: send the token that POST /auth/sign-in/email answers, Authorization: Bearer <token>.";
  throw new APIError("UNAUTHORIZED", { code: "UNAUTHENTICATED", message });
}

/** `GET /get-session`: whose session a token is of, and until when; null where it is of none. */
export function currentSession(): BetterAuthPlugin {
  const getSession = createAuthEndpoint("/get-session", { method: "GET" }, async (ctx) => {
    const found = await getSessionFromCtx(ctx);
    if (!found) return ctx.json(null);
    // What is kept as its token is a hash, which is of no use to anybody.
    const { token: _, ...session } = found.session;
    return ctx.json({ session, user: found.user });
  });
  return { id: "current-session", endpoints: { getSession } };
}
