import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint, getSessionFromCtx } from "better-auth/api";

/** `GET /get-session`: the user of a token's session and its end. Null if there is no session. */
export function currentSession(): BetterAuthPlugin {
  const getSession = createAuthEndpoint("/get-session", { method: "GET" }, async (ctx) => {
    const found = await getSessionFromCtx(ctx);
    if (!found) return ctx.json(null);
    // The stored token is a hash, which is useless to anybody.
    const { token: _, ...session } = found.session;
    return ctx.json({ session, user: found.user });
  });
  return { id: "current-session", endpoints: { getSession } };
}
