import type { Viewer } from "@coachwork/reader";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Refusal } from "../common/mutations.js";
import type { EmptyReason } from "./free-slots.js";
import { AttendanceStatus } from "./attendance.js";
import { CalendarFeedKind } from "./calendar-feed.js";
import { ClientsMay } from "./cancellation-policy.js";
import { OFFER_MINUTES } from "./seat.input.js";
import { SeriesBooking } from "./series.input.js";
import { SessionKind } from "./session-kind.js";
import { CancellingParty } from "./session.js";
import { Staffing } from "./staffing.js";

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
  horizonDays: z.int().nullish(),
  mostPerDay: z.int().nullish(),
  mostPerWeek: z.int().nullish(),
});

export const setAvailabilityOverrideInput = mutationInput.extend({
  coachId: z.string(),
  date: z.iso.date(),
  windows: z.array(z.object({ startMinute: z.int(), endMinute: z.int() })),
});

export const removeAvailabilityOverrideInput = mutationInput.extend({ coachId: z.string(), date: z.iso.date() });

export const addTimeOffInput = mutationInput.extend({
  coachId: z.string(),
  startsAt: instant,
  endsAt: instant,
  reason: z.string().nullish(),
});

export const removeTimeOffInput = mutationInput.extend({ id: z.string() });

export const addTravelInput = mutationInput.extend({
  coachId: z.string(),
  firstDate: z.iso.date(),
  lastDate: z.iso.date(),
  timeZone: z.string(),
});

export const removeTravelInput = mutationInput.extend({ id: z.string() });

const sessionTypeTerms = mutationInput.extend({
  stepMinutes: z.int().nullish(),
  bufferBeforeMinutes: z.int().nullish(),
  bufferAfterMinutes: z.int().nullish(),
  minimumNoticeMinutes: z.int().nullish(),
  horizonDays: z.int().nullish(),
  mostPerDay: z.int().nullish(),
  mostPerWeek: z.int().nullish(),
});

export const createSessionTypeInput = sessionTypeTerms.extend({
  name: z.string(),
  kind: z.enum(SessionKind).nullish(),
  durationMinutes: z.int(),
});

export const updateSessionTypeInput = sessionTypeTerms.extend({
  id: z.string(),
  name: z.string().nullish(),
  kind: z.enum(SessionKind).nullish(),
  durationMinutes: z.int().nullish(),
});

export const archiveSessionTypeInput = mutationInput.extend({ id: z.string() });

export const importBusyCalendarInput = mutationInput.extend({ coachId: z.string(), name: z.string(), ics: z.string() });

export const subscribeBusyCalendarInput = mutationInput.extend({
  coachId: z.string(),
  name: z.string(),
  address: z.string(),
});

export const refreshBusyCalendarInput = mutationInput.extend({ id: z.string() });

export const removeBusyCalendarInput = mutationInput.extend({ id: z.string() });

const seats = z.object({
  capacity: z.int(),
  minimum: z.int().nullish(),
  decideBy: instant.nullish(),
  offerMinutes: z.int().default(OFFER_MINUTES),
});

export const bookSessionInput = mutationInput.extend({
  engagementId: z.string(),
  coachIds: z.array(z.string()).nullish(),
  staffing: z.enum(Staffing).nullish(),
  least: z.int().nullish(),
  sessionTypeId: z.string().nullish(),
  kind: z.enum(SessionKind).nullish(),
  startsAt: instant,
  endsAt: instant.nullish(),
  timeZone: z.string().nullish(),
  seats: seats.nullish(),
});

export const takeSeatInput = mutationInput.extend({ sessionId: z.string(), personId: z.string().nullish() });

export const leaveSeatInput = mutationInput.extend({ id: z.string() });

export const acceptSeatOfferInput = mutationInput.extend({ id: z.string() });

export const declineSeatOfferInput = mutationInput.extend({ id: z.string() });

export const setSeatsInput = mutationInput.extend({ sessionId: z.string(), seats });

export const holdSlotInput = bookSessionInput.extend({ minutes: z.int().default(5) });

export const confirmHoldInput = mutationInput.extend({ id: z.string() });

export const releaseHoldInput = mutationInput.extend({ id: z.string() });

export const rescheduleSessionInput = mutationInput.extend({
  id: z.string(),
  coachIds: z.array(z.string()).nullish(),
  sessionTypeId: z.string().nullish(),
  startsAt: instant,
  endsAt: instant.nullish(),
});

export const cancelSessionInput = mutationInput.extend({
  id: z.string(),
  cancelledBy: z.enum(CancellingParty).nullish(),
  reason: z.string().nullish(),
});

export const recordAttendanceInput = mutationInput.extend({
  sessionId: z.string(),
  attendance: z.array(z.object({ personId: z.string(), status: z.enum(AttendanceStatus) })),
  complete: z.boolean().default(true),
});

export const setSessionAgendaInput = mutationInput.extend({ id: z.string(), agenda: z.string().nullish() });

export const bookSeriesInput = mutationInput.extend({
  engagementId: z.string(),
  coachIds: z.array(z.string()).nullish(),
  kind: z.enum(SessionKind).nullish(),
  firstStart: z.string(),
  durationMinutes: z.int(),
  rule: z.string(),
  timeZone: z.string().nullish(),
  book: z.enum(SeriesBooking).default("ALL"),
});

export const cancelSeriesInput = mutationInput.extend({
  id: z.string(),
  from: instant.nullish(),
  cancelledBy: z.enum(CancellingParty).nullish(),
  reason: z.string().nullish(),
});

export const changeSeriesInput = mutationInput.extend({
  id: z.string(),
  from: instant,
  firstStart: z.string().nullish(),
  rule: z.string().nullish(),
  durationMinutes: z.int().nullish(),
  book: z.enum(SeriesBooking).default("ALL"),
});

export const adjustAllocationInput = mutationInput.extend({
  engagementId: z.string(),
  amount: z.int(),
  reason: z.string(),
});

export const setCancellationPolicyInput = mutationInput.extend({
  engagementId: z.string().nullish(),
  noticeMinutes: z.int(),
  lateCancellationForfeits: z.boolean(),
  noShowForfeits: z.boolean(),
  clientsCancel: z.enum(ClientsMay),
  clientsReschedule: z.enum(ClientsMay),
});

export const createCalendarFeedInput = mutationInput.extend({ kind: z.enum(CalendarFeedKind).nullish() });

export const revokeCalendarFeedInput = mutationInput.extend({ id: z.string() });

export const calendarFeedInput = z.object({
  /** What the feed's address has; whoever knows it may read the feed. */
  token: z.string(),
  /** Entity tags (RFC 9110) of the texts that the asker has already. */
  knownTags: z.array(z.string()),
});

export const setRemindersInput = mutationInput.extend({ minutesBefore: z.array(z.int()) });

/** How long a session takes: as its type says, or as is said. One of them must be given. */
const slotLength = z.object({ sessionTypeId: z.string().nullish(), durationMinutes: z.int().nullish() });

export const freeSlotsInput = slotLength.extend({
  coachIds: z.array(z.string()),
  /** ONE for one coach and ANY for several, if not given. */
  staffing: z.enum(Staffing).nullish(),
  /** How many coaches N_OF takes. */
  least: z.int().nullish(),
  /** From one slot's start to the next; the session type's if not given, or the duration. */
  stepMinutes: z.int().nullish(),
  from: instant,
  to: instant,
  /** On whose clock slots begin at full hours and the like; the coach's if not given. */
  timeZone: z.string().nullish(),
  first: z.int(),
  /** The cursor of the page before. */
  after: z.string().nullish(),
});

export const nextFreeSlotsInput = slotLength.extend({ coachIds: z.array(z.string()) });

/** Who asks, as a signed token told it. */
export interface SchedulingCaller extends Viewer {
  readonly actorId: string;
  readonly firmTimeZone: string;
}

export interface SchedulingContext {
  /** Null: somebody whom the gateway does not know asks through it. */
  readonly caller: SchedulingCaller | null;
  /** Names the call in the log and in a masked error. */
  readonly reference: string;
}

/** What became of a mutation: done, with the UUIDs of what it changed under the names of its payload's fields, or refused. */
export interface SchedulingOutcome {
  readonly result: { readonly [field: string]: unknown } | null;
  readonly refusals: readonly Refusal[];
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

type Call<Input extends z.ZodType, Answer> = (caller: SchedulingCaller, input: z.output<Input>) => Promise<Answer>;

/** What the service does for each call. */
export interface SchedulingCalls {
  setAvailability: Call<typeof setAvailabilityInput, SchedulingOutcome>;
  setAvailabilityOverride: Call<typeof setAvailabilityOverrideInput, SchedulingOutcome>;
  removeAvailabilityOverride: Call<typeof removeAvailabilityOverrideInput, SchedulingOutcome>;
  addTimeOff: Call<typeof addTimeOffInput, SchedulingOutcome>;
  removeTimeOff: Call<typeof removeTimeOffInput, SchedulingOutcome>;
  addTravel: Call<typeof addTravelInput, SchedulingOutcome>;
  removeTravel: Call<typeof removeTravelInput, SchedulingOutcome>;
  createSessionType: Call<typeof createSessionTypeInput, SchedulingOutcome>;
  updateSessionType: Call<typeof updateSessionTypeInput, SchedulingOutcome>;
  archiveSessionType: Call<typeof archiveSessionTypeInput, SchedulingOutcome>;
  importBusyCalendar: Call<typeof importBusyCalendarInput, SchedulingOutcome>;
  subscribeBusyCalendar: Call<typeof subscribeBusyCalendarInput, SchedulingOutcome>;
  refreshBusyCalendar: Call<typeof refreshBusyCalendarInput, SchedulingOutcome>;
  removeBusyCalendar: Call<typeof removeBusyCalendarInput, SchedulingOutcome>;
  bookSession: Call<typeof bookSessionInput, SchedulingOutcome>;
  holdSlot: Call<typeof holdSlotInput, SchedulingOutcome>;
  confirmHold: Call<typeof confirmHoldInput, SchedulingOutcome>;
  releaseHold: Call<typeof releaseHoldInput, SchedulingOutcome>;
  takeSeat: Call<typeof takeSeatInput, SchedulingOutcome>;
  leaveSeat: Call<typeof leaveSeatInput, SchedulingOutcome>;
  acceptSeatOffer: Call<typeof acceptSeatOfferInput, SchedulingOutcome>;
  declineSeatOffer: Call<typeof declineSeatOfferInput, SchedulingOutcome>;
  setSeats: Call<typeof setSeatsInput, SchedulingOutcome>;
  rescheduleSession: Call<typeof rescheduleSessionInput, SchedulingOutcome>;
  cancelSession: Call<typeof cancelSessionInput, SchedulingOutcome>;
  recordAttendance: Call<typeof recordAttendanceInput, SchedulingOutcome>;
  setSessionAgenda: Call<typeof setSessionAgendaInput, SchedulingOutcome>;
  bookSeries: Call<typeof bookSeriesInput, SchedulingOutcome>;
  cancelSeries: Call<typeof cancelSeriesInput, SchedulingOutcome>;
  changeSeries: Call<typeof changeSeriesInput, SchedulingOutcome>;
  adjustAllocation: Call<typeof adjustAllocationInput, SchedulingOutcome>;
  setCancellationPolicy: Call<typeof setCancellationPolicyInput, SchedulingOutcome>;
  createCalendarFeed: Call<typeof createCalendarFeedInput, SchedulingOutcome>;
  revokeCalendarFeed: Call<typeof revokeCalendarFeedInput, SchedulingOutcome>;
  setReminders: Call<typeof setRemindersInput, SchedulingOutcome>;
  freeSlots: Call<typeof freeSlotsInput, FreeSlotsAnswer>;
  nextFreeSlots: Call<typeof nextFreeSlotsInput, NextFreeSlotsAnswer>;
  /** Null: there is no such feed, or no longer. It needs no caller: the token says what may be read. */
  calendarFeed: (input: z.output<typeof calendarFeedInput>) => Promise<CalendarFeedAnswer | null>;
}

const { router, procedure: anybodys } = initTRPC.context<SchedulingContext>().create({
  isDev: false, // no stack traces
  errorFormatter: ({ shape, error, ctx }) =>
    error.code === "INTERNAL_SERVER_ERROR"
      ? { ...shape, message: `Scheduling failed; its log has more under ${ctx?.reference ?? "the time of this call"}.` }
      : shape,
});

/** A call that is answered only where it is known who asks. */
const procedure = anybodys.use(({ ctx, next }) => {
  const { caller } = ctx;
  if (caller === null)
    throw new TRPCError({ code: "UNAUTHORIZED", message: "This is answered to who is known alone." });
  return next({ ctx: { caller } });
});

/** The service's side of the contract; the gateway takes its type alone. */
export function schedulingRouter(calls: SchedulingCalls) {
  return router({
    setAvailability: procedure
      .input(setAvailabilityInput)
      .mutation(({ ctx, input }) => calls.setAvailability(ctx.caller, input)),
    setAvailabilityOverride: procedure
      .input(setAvailabilityOverrideInput)
      .mutation(({ ctx, input }) => calls.setAvailabilityOverride(ctx.caller, input)),
    removeAvailabilityOverride: procedure
      .input(removeAvailabilityOverrideInput)
      .mutation(({ ctx, input }) => calls.removeAvailabilityOverride(ctx.caller, input)),
    addTimeOff: procedure.input(addTimeOffInput).mutation(({ ctx, input }) => calls.addTimeOff(ctx.caller, input)),
    removeTimeOff: procedure
      .input(removeTimeOffInput)
      .mutation(({ ctx, input }) => calls.removeTimeOff(ctx.caller, input)),
    addTravel: procedure.input(addTravelInput).mutation(({ ctx, input }) => calls.addTravel(ctx.caller, input)),
    removeTravel: procedure
      .input(removeTravelInput)
      .mutation(({ ctx, input }) => calls.removeTravel(ctx.caller, input)),
    createSessionType: procedure
      .input(createSessionTypeInput)
      .mutation(({ ctx, input }) => calls.createSessionType(ctx.caller, input)),
    updateSessionType: procedure
      .input(updateSessionTypeInput)
      .mutation(({ ctx, input }) => calls.updateSessionType(ctx.caller, input)),
    archiveSessionType: procedure
      .input(archiveSessionTypeInput)
      .mutation(({ ctx, input }) => calls.archiveSessionType(ctx.caller, input)),
    importBusyCalendar: procedure
      .input(importBusyCalendarInput)
      .mutation(({ ctx, input }) => calls.importBusyCalendar(ctx.caller, input)),
    subscribeBusyCalendar: procedure
      .input(subscribeBusyCalendarInput)
      .mutation(({ ctx, input }) => calls.subscribeBusyCalendar(ctx.caller, input)),
    refreshBusyCalendar: procedure
      .input(refreshBusyCalendarInput)
      .mutation(({ ctx, input }) => calls.refreshBusyCalendar(ctx.caller, input)),
    removeBusyCalendar: procedure
      .input(removeBusyCalendarInput)
      .mutation(({ ctx, input }) => calls.removeBusyCalendar(ctx.caller, input)),
    bookSession: procedure.input(bookSessionInput).mutation(({ ctx, input }) => calls.bookSession(ctx.caller, input)),
    takeSeat: procedure.input(takeSeatInput).mutation(({ ctx, input }) => calls.takeSeat(ctx.caller, input)),
    leaveSeat: procedure.input(leaveSeatInput).mutation(({ ctx, input }) => calls.leaveSeat(ctx.caller, input)),
    acceptSeatOffer: procedure
      .input(acceptSeatOfferInput)
      .mutation(({ ctx, input }) => calls.acceptSeatOffer(ctx.caller, input)),
    declineSeatOffer: procedure
      .input(declineSeatOfferInput)
      .mutation(({ ctx, input }) => calls.declineSeatOffer(ctx.caller, input)),
    setSeats: procedure.input(setSeatsInput).mutation(({ ctx, input }) => calls.setSeats(ctx.caller, input)),
    holdSlot: procedure.input(holdSlotInput).mutation(({ ctx, input }) => calls.holdSlot(ctx.caller, input)),
    confirmHold: procedure.input(confirmHoldInput).mutation(({ ctx, input }) => calls.confirmHold(ctx.caller, input)),
    releaseHold: procedure.input(releaseHoldInput).mutation(({ ctx, input }) => calls.releaseHold(ctx.caller, input)),
    rescheduleSession: procedure
      .input(rescheduleSessionInput)
      .mutation(({ ctx, input }) => calls.rescheduleSession(ctx.caller, input)),
    cancelSession: procedure
      .input(cancelSessionInput)
      .mutation(({ ctx, input }) => calls.cancelSession(ctx.caller, input)),
    recordAttendance: procedure
      .input(recordAttendanceInput)
      .mutation(({ ctx, input }) => calls.recordAttendance(ctx.caller, input)),
    setSessionAgenda: procedure
      .input(setSessionAgendaInput)
      .mutation(({ ctx, input }) => calls.setSessionAgenda(ctx.caller, input)),
    bookSeries: procedure.input(bookSeriesInput).mutation(({ ctx, input }) => calls.bookSeries(ctx.caller, input)),
    cancelSeries: procedure
      .input(cancelSeriesInput)
      .mutation(({ ctx, input }) => calls.cancelSeries(ctx.caller, input)),
    changeSeries: procedure
      .input(changeSeriesInput)
      .mutation(({ ctx, input }) => calls.changeSeries(ctx.caller, input)),
    adjustAllocation: procedure
      .input(adjustAllocationInput)
      .mutation(({ ctx, input }) => calls.adjustAllocation(ctx.caller, input)),
    setCancellationPolicy: procedure
      .input(setCancellationPolicyInput)
      .mutation(({ ctx, input }) => calls.setCancellationPolicy(ctx.caller, input)),
    createCalendarFeed: procedure
      .input(createCalendarFeedInput)
      .mutation(({ ctx, input }) => calls.createCalendarFeed(ctx.caller, input)),
    revokeCalendarFeed: procedure
      .input(revokeCalendarFeedInput)
      .mutation(({ ctx, input }) => calls.revokeCalendarFeed(ctx.caller, input)),
    calendarFeed: anybodys.input(calendarFeedInput).query(({ input }) => calls.calendarFeed(input)),
    setReminders: procedure
      .input(setRemindersInput)
      .mutation(({ ctx, input }) => calls.setReminders(ctx.caller, input)),
    nextFreeSlots: procedure
      .input(nextFreeSlotsInput)
      .query(({ ctx, input }) => calls.nextFreeSlots(ctx.caller, input)),
    freeSlots: procedure.input(freeSlotsInput).query(({ ctx, input }) => calls.freeSlots(ctx.caller, input)),
  });
}

export type SchedulingRouter = ReturnType<typeof schedulingRouter>;
