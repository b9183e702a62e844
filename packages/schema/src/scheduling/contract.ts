import type { Viewer } from "@coachwork/reader";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import type { Refusal } from "../common/mutations.js";
import type { EmptyReason } from "./schedule.input.js";
import { SessionKind } from "./session.js";

/*
 * What the scheduling service offers to the gateway. The inputs have the fields of the GraphQL inputs. Only their types are
 * checked here: a value out of range is an expected refusal, which the service answers with a code and a field.
 */

/** An instant as `toISOString` writes it; without its zone a text would be read in the machine's. */
const instant = z
  .string()
  .regex(/^([+-]\d\d)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, "give an instant in UTC: 2027-03-01T09:00:00.000Z")
  .pipe(z.coerce.date());

const mutationInput = z.object({ idempotencyKey: z.string().nullish() });

export const setAvailabilityInput = mutationInput.extend({
  coachId: z.string(),
  timeZone: z.string(),
  windows: z.array(z.object({ weekday: z.int(), startMinute: z.int(), endMinute: z.int() })),
  bufferBeforeMinutes: z.int().default(0),
  bufferAfterMinutes: z.int().default(0),
  minimumNoticeMinutes: z.int().default(0),
});

export const importBusyCalendarInput = mutationInput.extend({ coachId: z.string(), name: z.string(), ics: z.string() });

export const bookSessionInput = mutationInput.extend({
  engagementId: z.string(),
  coachIds: z.array(z.string()).nullish(),
  kind: z.enum(SessionKind).nullish(),
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string().nullish(),
});

export const rescheduleSessionInput = mutationInput.extend({ id: z.string(), startsAt: instant, endsAt: instant });

export const cancelSessionInput = mutationInput.extend({ id: z.string() });

export const freeSlotsInput = z.object({
  coachId: z.string(),
  from: instant,
  to: instant,
  durationMinutes: z.int(),
  /** From one slot's start to the next; the duration if not given. */
  stepMinutes: z.int().nullish(),
  /** On whose clock slots begin at full hours and the like; the coach's if not given. */
  timeZone: z.string().nullish(),
});

/** Who asks, as a signed token told it. */
export interface SchedulingCaller extends Viewer {
  readonly actorId: string;
  readonly firmTimeZone: string;
}

export interface SchedulingContext {
  readonly caller: SchedulingCaller;
  /** Names the call in the log and in a masked error. */
  readonly reference: string;
}

/** What became of a mutation: done, with the UUIDs of what it changed under the names of its payload's fields, or refused. */
export interface SchedulingOutcome {
  readonly result: { readonly [field: string]: unknown } | null;
  readonly refusals: readonly Refusal[];
}

export interface FreeSlotsAnswer {
  /** In order, as ISO 8601 in UTC. */
  readonly slots: readonly { readonly startsAt: string; readonly endsAt: string }[];
  /** Why there is none. */
  readonly emptyReasons: readonly (keyof typeof EmptyReason)[];
  /** Whether the range has more slots than are given. */
  readonly hasMore: boolean;
  /** Why the question cannot be answered: INVALID, NOT_FOUND or FORBIDDEN. `field` is a path into the arguments. */
  readonly refusal?: Refusal;
}

type Call<Input extends z.ZodType, Answer> = (caller: SchedulingCaller, input: z.output<Input>) => Promise<Answer>;

/** What the service does for each call. */
export interface SchedulingCalls {
  setAvailability: Call<typeof setAvailabilityInput, SchedulingOutcome>;
  importBusyCalendar: Call<typeof importBusyCalendarInput, SchedulingOutcome>;
  bookSession: Call<typeof bookSessionInput, SchedulingOutcome>;
  rescheduleSession: Call<typeof rescheduleSessionInput, SchedulingOutcome>;
  cancelSession: Call<typeof cancelSessionInput, SchedulingOutcome>;
  freeSlots: Call<typeof freeSlotsInput, FreeSlotsAnswer>;
}

const { router, procedure } = initTRPC.context<SchedulingContext>().create({
  isDev: false, // no stack traces
  errorFormatter: ({ shape, error, ctx }) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? { ...shape, message: `Scheduling failed; its log has more under ${ctx?.reference ?? "the time of this call"}.` }
      : shape,
});

/** The service's side of the contract; the gateway takes its type alone. */
export function schedulingRouter(calls: SchedulingCalls) {
  return router({
    setAvailability: procedure
      .input(setAvailabilityInput)
      .mutation(({ ctx, input }) => calls.setAvailability(ctx.caller, input)),
    importBusyCalendar: procedure
      .input(importBusyCalendarInput)
      .mutation(({ ctx, input }) => calls.importBusyCalendar(ctx.caller, input)),
    bookSession: procedure.input(bookSessionInput).mutation(({ ctx, input }) => calls.bookSession(ctx.caller, input)),
    rescheduleSession: procedure
      .input(rescheduleSessionInput)
      .mutation(({ ctx, input }) => calls.rescheduleSession(ctx.caller, input)),
    cancelSession: procedure
      .input(cancelSessionInput)
      .mutation(({ ctx, input }) => calls.cancelSession(ctx.caller, input)),
    freeSlots: procedure.input(freeSlotsInput).query(({ ctx, input }) => calls.freeSlots(ctx.caller, input)),
  });
}

export type SchedulingRouter = ReturnType<typeof schedulingRouter>;
