import { CommitUnknown, Crowded, isLockTimeout, isOutage } from "@coachwork/platform";
import { WrongType } from "@coachwork/schema";
import { TRPCError } from "@trpc/server";
import { NoTurn } from "./calendars/turns.js";

type Call = (...given: never[]) => Promise<unknown>;

/**
 * The same calls, which ask callers to retry if they waited too long, or if the database was away: nothing is wrong
 * with the request.
 */
export function withRetryHints<Calls extends { readonly [Name in keyof Calls]: Call }>(calls: Calls): Calls {
  const names = Object.keys(calls) as (keyof Calls)[];
  return Object.fromEntries(
    names.map((name) => [name, (...given: never[]) => calls[name](...given).catch(askToRetry)]),
  ) as Calls;
}

function askToRetry(error: unknown): never {
  const code = codeOf(error);
  throw code ? new TRPCError({ code, message: (error as Error).message, cause: error }) : error;
}

function codeOf(error: unknown): TRPCError["code"] | undefined {
  if (error instanceof WrongType) return "BAD_REQUEST";
  // The gateway sends it again, under the same idempotency key, to find out.
  if (error instanceof CommitUnknown) return "GATEWAY_TIMEOUT";
  if (error instanceof NoTurn || isOutage(error)) return "SERVICE_UNAVAILABLE";
  return error instanceof Crowded || isLockTimeout(error) ? "TOO_MANY_REQUESTS" : undefined;
}
