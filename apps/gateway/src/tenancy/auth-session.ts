import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint, getSessionFromCtx } from "better-auth/api";

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
