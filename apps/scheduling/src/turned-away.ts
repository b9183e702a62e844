import { Crowded, isLockTimeout } from "@coachwork/platform";
import { TRPCError } from "@trpc/server";
import { NoTurn } from "./calendars/turns.js";

type Call = (...given: never[]) => Promise<unknown>;

/** The same calls, which tell whoever had to wait for too long to come again: nothing is wrong with what was asked. */
export function turnedAway<Calls extends { readonly [Name in keyof Calls]: Call }>(calls: Calls): Calls {
  const names = Object.keys(calls) as (keyof Calls)[];
  return Object.fromEntries(
    names.map((name) => [name, (...given: never[]) => calls[name](...given).catch(orLater)]),
  ) as Calls;
}

function orLater(error: unknown): never {
  if (error instanceof NoTurn)
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: error.message, cause: error });
  if (!(error instanceof Crowded || isLockTimeout(error))) throw error;
  throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: (error as Error).message, cause: error });
}
