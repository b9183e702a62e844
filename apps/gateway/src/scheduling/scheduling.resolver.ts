import { newId, type Outcome } from "@coachwork/platform";
import {
  BookSessionInput,
  BookSessionPayload,
  CancelSessionInput,
  CancelSessionPayload,
  DateTime,
  FreeSlots,
  ImportBusyCalendarInput,
  ImportBusyCalendarPayload,
  type Payload,
  RescheduleSessionInput,
  RescheduleSessionPayload,
  SetAvailabilityInput,
  SetAvailabilityPayload,
  TimeZone,
} from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { answer, writer } from "../graphql/perform.js";
import { asAnswer } from "../graphql/resolve.js";
import type { SchedulingService } from "./scheduling.js";

/** The schedule belongs to the scheduling service: it judges and writes, the gateway asks and answers. */
@Resolver()
export class Schedule {
  @Query(() => FreeSlots, { description: "When a coach can be booked." })
  async freeSlots(
    @Arg("coachId", () => ID, { description: "The coach." }) coachId: string,
    @Arg("from", () => DateTime, { description: "Slots that start at this instant or later." }) from: Date,
    @Arg("to", () => DateTime, { description: "Slots that start before this instant; at most 92 days after `from`." })
    to: Date,
    @Arg("durationMinutes", () => Int, { description: "How long a session takes, 5 to 720 minutes." })
    durationMinutes: number,
    @Arg("stepMinutes", () => Int, {
      nullable: true,
      description: "Minutes from the start of one slot to the next; the duration if not given.",
    })
    stepMinutes: number | null | undefined,
    @Arg("timeZone", () => TimeZone, {
      nullable: true,
      description: "On whose clock slots begin at full hours and the like; the coach's if not given.",
    })
    timeZone: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<FreeSlots> {
    const actor = signedIn(context);
    const question = {
      coachId,
      from: from.toISOString(),
      to: to.toISOString(),
      durationMinutes,
      stepMinutes,
      timeZone,
    };
    const found = await context.services.scheduling(actor, (service) => service.freeSlots.query(question));
    if (found.refusal) {
      const { code, field, message } = found.refusal;
      throw new GraphQLError(message, { extensions: { code: code === "INVALID" ? "BAD_USER_INPUT" : code, field } });
    }
    return asAnswer(found) as FreeSlots;
  }

  @Mutation(() => SetAvailabilityPayload, { description: "Sets when a coach works, in place of what was set before." })
  setAvailability(
    @Arg("input", () => SetAvailabilityInput, { description: "When the coach works." }) input: SetAvailabilityInput,
    @Ctx() context: Context,
  ): Promise<SetAvailabilityPayload> {
    const call = keyed(input);
    return arrange(context, SetAvailabilityPayload, (service) => service.setAvailability.mutate(call));
  }

  @Mutation(() => ImportBusyCalendarPayload, {
    description: "Reads in a calendar from outside, whose times are not free.",
  })
  importBusyCalendar(
    @Arg("input", () => ImportBusyCalendarInput, { description: "The calendar." }) input: ImportBusyCalendarInput,
    @Ctx() context: Context,
  ): Promise<ImportBusyCalendarPayload> {
    const call = keyed(input);
    return arrange(context, ImportBusyCalendarPayload, (service) => service.importBusyCalendar.mutate(call));
  }

  @Mutation(() => BookSessionPayload, { description: "Books a session. No coach is ever booked twice at a time." })
  bookSession(
    @Arg("input", () => BookSessionInput, { description: "The session." }) input: BookSessionInput,
    @Ctx() context: Context,
  ): Promise<BookSessionPayload> {
    const call = onTheWire(keyed(input));
    return arrange(context, BookSessionPayload, (service) => service.bookSession.mutate(call));
  }

  @Mutation(() => RescheduleSessionPayload, { description: "Moves a session to another time." })
  rescheduleSession(
    @Arg("input", () => RescheduleSessionInput, { description: "The session and its new time." })
    input: RescheduleSessionInput,
    @Ctx() context: Context,
  ): Promise<RescheduleSessionPayload> {
    const call = onTheWire(keyed(input));
    return arrange(context, RescheduleSessionPayload, (service) => service.rescheduleSession.mutate(call));
  }

  @Mutation(() => CancelSessionPayload, { description: "Calls a session off." })
  cancelSession(
    @Arg("input", () => CancelSessionInput, { description: "The session." }) input: CancelSessionInput,
    @Ctx() context: Context,
  ): Promise<CancelSessionPayload> {
    const call = keyed(input);
    return arrange(context, CancelSessionPayload, (service) => service.cancelSession.mutate(call));
  }
}

/** Has the scheduling service do something as the viewer, and makes the payload: what `perform` is for our own commands. */
async function arrange<P extends Payload>(
  context: Context,
  payload: new () => P,
  call: (service: SchedulingService) => Promise<Outcome>,
): Promise<P> {
  return answer(payload, await context.services.scheduling(writer(context), call));
}

/** Every call between services has an idempotency key, the client's or one of its own. */
function keyed<Input extends { idempotencyKey?: string | null }>(input: Input): Input {
  return { ...input, idempotencyKey: input.idempotencyKey ?? newId() };
}

/** Instants as text. */
function onTheWire<Input extends { startsAt: Date; endsAt: Date }>(input: Input) {
  return { ...input, startsAt: input.startsAt.toISOString(), endsAt: input.endsAt.toISOString() };
}
