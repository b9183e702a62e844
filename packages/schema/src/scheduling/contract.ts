import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Actor } from "../common/actor.js";
import type { Outcome, Refusal } from "../common/mutation.js";
import type { EmptyReason } from "./slots/free-slots.js";

/*
 * What the scheduling service offers to the gateway. Mutations and questions go over the wire as JSON, with their instants
 * as text; the service reads them by the same declarations that the GraphQL schema is made from.
 */

/** A mutation to do, by its name. */
const mutationCall = z.object({ name: z.string(), input: z.looseObject({}) });

/** What a question asks; the service reads it. */
const question = z.looseObject({});

const calendarFeedCall = z.object({
  /** What the feed's address has; whoever knows it may read the feed. */
  token: z.string(),
  /** Entity tags (RFC 9110) of the texts that the asker has already. */
  knownTags: z.array(z.string()),
});

export interface SchedulingContext {
  /** Who asks, as a signed token told it. Null: somebody whom the gateway does not know asks through it. */
  readonly caller: Actor | null;
  /** Names the call in the log and in a masked error. */
  readonly reference: string;
}

/** A time that can be booked, as ISO 8601 in UTC, and with whom: the coaches' UUIDs. */
export interface SlotAnswer {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly coaches: readonly string[];
}

export interface FreeSlotsAnswer {
  /** In order. */
  readonly slots: readonly SlotAnswer[];
  /** Why the range has none. */
  readonly emptyReasons: readonly (keyof typeof EmptyReason)[];
  readonly hasNextPage: boolean;
  /** Cursors of the page's first and last slot; null where there is none. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  /** Why the question cannot be answered: INVALID, NOT_FOUND or FORBIDDEN. `field` is a path into the arguments. */
  readonly refusal?: Refusal;
}

export interface NextFreeSlotsAnswer {
  /** One for each coach that was asked about, in that order; null: none, or none that the caller may know of. */
  readonly slots: readonly (SlotAnswer | null)[];
  /** As in `FreeSlotsAnswer`. */
  readonly refusal?: Refusal;
}

/** A calendar feed as it is now. */
export interface CalendarFeedAnswer {
  /** The text's entity tag (RFC 9110), a strong one: other octets have another. */
  readonly tag: string;
  /** The iCalendar text (RFC 5545); null where its tag is one of those that are known. */
  readonly text: string | null;
}

/** What the service does for each call. */
export interface SchedulingCalls {
  /** Any of the mutations that the service owns. */
  mutate(caller: Actor, call: z.output<typeof mutationCall>): Promise<Outcome>;
  freeSlots(caller: Actor, question: object): Promise<FreeSlotsAnswer>;
  nextFreeSlots(caller: Actor, question: object): Promise<NextFreeSlotsAnswer>;
  /** Null: there is no such feed, or no longer. It needs no caller: the token says what may be read. */
  calendarFeed(call: z.output<typeof calendarFeedCall>): Promise<CalendarFeedAnswer | null>;
}

const { router, procedure: publicProcedure } = initTRPC.context<SchedulingContext>().create({
  isDev: false, // no stack traces
  errorFormatter: ({ shape, error, ctx }) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? { ...shape, message: `Scheduling failed; its log has more under ${ctx?.reference ?? "the time of this call"}.` }
      : shape,
});

/** A call that is answered only to a known caller. */
const procedure = publicProcedure.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller === null) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { caller } });
});

/** The service's side of the contract; the gateway takes its type alone. */
export function schedulingRouter(calls: SchedulingCalls) {
  return router({
    mutate: procedure.input(mutationCall).mutation(({ ctx, input }) => calls.mutate(ctx.caller, input)),
    freeSlots: procedure.input(question).query(({ ctx, input }) => calls.freeSlots(ctx.caller, input)),
    nextFreeSlots: procedure.input(question).query(({ ctx, input }) => calls.nextFreeSlots(ctx.caller, input)),
    calendarFeed: publicProcedure.input(calendarFeedCall).query(({ input }) => calls.calendarFeed(input)),
  });
}

export type SchedulingRouter = ReturnType<typeof schedulingRouter>;
