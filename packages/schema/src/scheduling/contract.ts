import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Actor } from "../common/actor.js";
import type { Outcome, Refusal } from "../common/mutation.js";
import type { ScheduleEntryKind } from "./slots/schedule-entry.js";
import { linkSteps } from "./mail/mail-paths.js";
import type { EmptyReason } from "./slots/free-slots.js";

/*
 * What the scheduling service offers to the gateway. Mutations and queries travel as JSON, with instants as text. The
 * service reads them with the same declarations that the GraphQL schema is made from.
 */

/** The mutation to perform, by name. */
const mutationCall = z.object({ name: z.string(), input: z.looseObject({}) });

/** The query's arguments, which the service reads. */
const question = z.looseObject({});

const calendarFeedCall = z.object({
  /** The token in the feed's address. Whoever knows it may read the feed. */
  token: z.string(),
  /** Entity tags (RFC 9110) of the texts that the client already has. */
  knownTags: z.array(z.string()),
});

/** A visit to a link in a letter. */
const linkCall = z.object({
  step: z.enum(linkSteps),
  token: z.string(),
  /** The first instant to look at, in ISO 8601, if the visitor asks for another. */
  from: z.string().nullable(),
});

/** A form that was sent from the page of such a link. */
const formCall = linkCall.extend({ form: z.record(z.string(), z.string()) });

/** A letter as the mail provider delivers it. */
const deliveryCall = z.object({
  id: z.string(),
  timestamp: z.string(),
  signature: z.string(),
  /** The letter's bytes in base64. */
  raw: z.base64(),
});

export interface SchedulingContext {
  /** The caller, taken from a signed token. Null if the gateway does not know the caller. */
  readonly caller: Actor | null;
  /** Identifies the call in the log and in a masked error. */
  readonly reference: string;
}

/** A time that can be booked, as ISO 8601 in UTC, and the UUIDs of its coaches. */
export interface SlotAnswer {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly coaches: readonly string[];
}

export interface FreeSlotsAnswer {
  /** In order. */
  readonly slots: readonly SlotAnswer[];
  /** Why there are no slots in the range. */
  readonly emptyReasons: readonly (keyof typeof EmptyReason)[];
  readonly hasNextPage: boolean;
  /** Cursors of the page's first and last slot. Null if there is none. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  /** Why the query cannot be answered: INVALID, NOT_FOUND or FORBIDDEN. `field` is a path into the arguments. */
  readonly refusal?: Refusal;
}

export interface NextFreeSlotsAnswer {
  /** One entry per requested coach, in the same order. Null if there is no slot, or none that the caller may see. */
  readonly slots: readonly (SlotAnswer | null)[];
  /** As in `FreeSlotsAnswer`. */
  readonly refusal?: Refusal;
}

/** Something that takes a coach's time: instants as ISO 8601 in UTC, and UUIDs. */
export interface ScheduleEntryAnswer {
  readonly kind: ScheduleEntryKind;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly coach: string;
  readonly session: string | null;
  readonly timeOff: string | null;
}

export interface ScheduleAnswer {
  /** In order of their start. */
  readonly entries: readonly ScheduleEntryAnswer[];
  /** As in `FreeSlotsAnswer`. */
  readonly refusal?: Refusal;
}

/** A calendar feed as it is now. */
export interface CalendarFeedAnswer {
  /** The text's entity tag (RFC 9110). It is strong: different bytes have different tags. */
  readonly tag: string;
  /** The iCalendar text (RFC 5545). Null if the client already has this tag. */
  readonly text: string | null;
}

/** The page of a link in a letter, as HTML. */
export interface LinkPage {
  readonly html: string;
  /** Whether the link works. If not, the page is always the same. */
  readonly isOpen: boolean;
}

/** What became of a letter: replies are not configured, it was not signed right, or it was taken. */
export type MailReceipt = "OFF" | "FORGED" | "TAKEN";

/** What the service does for each call. */
export interface SchedulingCalls {
  /** Any mutation that the service owns. */
  mutate(caller: Actor, call: z.output<typeof mutationCall>): Promise<Outcome>;
  freeSlots(caller: Actor, question: object): Promise<FreeSlotsAnswer>;
  nextFreeSlots(caller: Actor, question: object): Promise<NextFreeSlotsAnswer>;
  schedule(caller: Actor, question: object): Promise<ScheduleAnswer>;
  /** Null if there is no such feed, or it was revoked. No caller is needed: the token says what may be read. */
  calendarFeed(call: z.output<typeof calendarFeedCall>): Promise<CalendarFeedAnswer | null>;
  /** Changes nothing. No caller is needed: the token says who asks. */
  linkPage(call: z.output<typeof linkCall>): Promise<LinkPage>;
  /** Does what the form says. The same form again has the same answer. */
  linkForm(call: z.output<typeof formCall>): Promise<LinkPage>;
  /** Takes a letter. The same letter again changes nothing more. Its signature says that it may come in. */
  receiveMail(call: z.output<typeof deliveryCall>): Promise<MailReceipt>;
}

const { router, procedure: publicProcedure } = initTRPC.context<SchedulingContext>().create({
  isDev: false, // no stack traces
  errorFormatter: ({ shape, error, ctx }) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? { ...shape, message: `Scheduling failed; its log has more under ${ctx?.reference ?? "the time of this call"}.` }
      : shape,
});

/** A procedure for signed-in callers only. */
const procedure = publicProcedure.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller === null) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { caller } });
});

/** The service's side of the contract. The gateway imports only its type. */
export function schedulingRouter(calls: SchedulingCalls) {
  return router({
    mutate: procedure.input(mutationCall).mutation(({ ctx, input }) => calls.mutate(ctx.caller, input)),
    freeSlots: procedure.input(question).query(({ ctx, input }) => calls.freeSlots(ctx.caller, input)),
    nextFreeSlots: procedure.input(question).query(({ ctx, input }) => calls.nextFreeSlots(ctx.caller, input)),
    schedule: procedure.input(question).query(({ ctx, input }) => calls.schedule(ctx.caller, input)),
    linkPage: publicProcedure.input(linkCall).query(({ input }) => calls.linkPage(input)),
    linkForm: publicProcedure.input(formCall).mutation(({ input }) => calls.linkForm(input)),
    receiveMail: publicProcedure.input(deliveryCall).mutation(({ input }) => calls.receiveMail(input)),
    calendarFeed: publicProcedure.input(calendarFeedCall).query(({ input }) => calls.calendarFeed(input)),
  });
}

export type SchedulingRouter = ReturnType<typeof schedulingRouter>;
