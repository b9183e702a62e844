import type { Bus, Clock, Database, MailboxTokens } from "@coachwork/platform";
import { APIError, getSessionFromCtx } from "better-auth/api";
import type { IdentityDatabase } from "./auth-database.js";
import type { Guesses } from "./guesses.js";

/** What sign-in endpoints work with. */
export interface EndpointOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Prove who reads a mailbox. */
  readonly mailboxTokens: MailboxTokens;
  /** Checks every password. */
  readonly guesses: Guesses;
}

/** What an endpoint receives from its request. */
export type EndpointContext = Parameters<typeof getSessionFromCtx>[0];

/** Tells better-auth the client's address. Only the handler sets it; a client's header of this name is dropped. */
export const ADDRESS_HEADER = "x-coachwork-client-address";

/** The client's address. Empty if unknown. */
export function clientAddressOf(ctx: EndpointContext): string {
  return ctx.headers?.get(ADDRESS_HEADER) ?? "";
}

/** The session of a request's token. Refuses a request without one. */
export async function signedIn(ctx: EndpointContext) {
  const found = await getSessionFromCtx(ctx);
  if (found) return found;
  const message = "Sign in first. Send the token from POST /auth/sign-in/email as Authorization: Bearer <token>.";
  throw new APIError("UNAUTHORIZED", { code: "UNAUTHENTICATED", message });
}
