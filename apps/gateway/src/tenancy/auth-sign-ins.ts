import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import { type EndpointOptions, signedIn } from "./auth-endpoint.js";
import { endSignIns } from "./end-sign-ins.js";

/** An active sign-in, as its user sees it. */
interface SignIn {
  readonly id: string;
  /** The client that signed in, by its own name (`User-Agent`). */
  readonly device: string | null;
  /** The address that it signed in from. */
  readonly address: string | null;
  readonly signedInAt: Date;
  /** Updated once a day. */
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
  /** Whether it is the current one. */
  readonly current: boolean;
}

/**
 * Where a user is signed in, and how to end that: `GET /sign-ins`, `POST /sign-ins/end {id}`, `POST
 * /sign-out-everywhere {keepThis?}`. Another user's sign-in gets the same answer as one that never existed.
 */
export function signIns(options: EndpointOptions): BetterAuthPlugin {
  const listSignIns = createAuthEndpoint("/sign-ins", { method: "GET" }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const signIns = await options.identity.query<SignIn>(
      `select id, nullif("userAgent", '') as device, nullif("ipAddress", '') as address, "createdAt" as "signedInAt",
         "updatedAt" as "lastUsedAt", "expiresAt" as "endsAt", id = $2 as current
       from identity.session where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc, id desc`,
      [user.id, session.id],
    );
    return ctx.json({ signIns });
  });

  const one = z.object({ id: z.string().regex(/^[^\0]*$/) });
  const endSignIn = createAuthEndpoint("/sign-ins/end", { method: "POST", body: one }, async (ctx) => {
    const { user } = await signedIn(ctx);
    const ended = await endSignIns(options, { userId: user.id, only: ctx.body.id });
    if (ended === 1) return ctx.json({ ended });
    const message = "You have no sign-in with this id. Choose one from GET /auth/sign-ins.";
    throw new APIError("NOT_FOUND", { code: "SIGN_IN_NOT_FOUND", message });
  });

  const which = z.object({ keepThis: z.boolean().default(false) });
  const signOutEverywhere = createAuthEndpoint("/sign-out-everywhere", { method: "POST", body: which }, async (ctx) => {
    const { session, user } = await signedIn(ctx);
    const except = ctx.body.keepThis ? { except: session.id } : {};
    return ctx.json({ ended: await endSignIns(options, { userId: user.id, ...except }) });
  });
  return { id: "sign-ins", endpoints: { listSignIns, endSignIn, signOutEverywhere } };
}
