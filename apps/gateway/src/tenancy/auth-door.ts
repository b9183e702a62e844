import type { Bus, Clock, Database, MailboxTokens } from "@coachwork/platform";
import { APIError, getSessionFromCtx } from "better-auth/api";
import type { IdentityDatabase } from "./auth-database.js";
import type { Guesses } from "./guesses.js";

/** What the doors of sign-in work with. */
export interface DoorOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Prove who reads a mailbox. */
  readonly mailboxTokens: MailboxTokens;
  /** Every password is checked by these. */
  readonly guesses: Guesses;
}

/** What a door is given of its request. */
export type DoorContext = Parameters<typeof getSessionFromCtx>[0];

/** Names the client's address to better-auth. The handler alone sets it: what a client sends under this name is dropped. */
export const ADDRESS_HEADER = "x-coachwork-client-address";

/** The address that a request came from; empty where that is not known. */
export function clientAddressOf(ctx: DoorContext): string {
  return ctx.headers?.get(ADDRESS_HEADER) ?? "";
}

/** The session that a request's token is of. Refuses a request without one. */
export async function signedIn(ctx: DoorContext) {
  const found = await getSessionFromCtx(ctx);
  if (found) return found;
  const message = "Sign in first: send the token that POST /auth/sign-in/email answers, Authorization: Bearer <token>.";
  throw new APIError("UNAUTHORIZED", { code: "UNAUTHENTICATED", message });
}
