import {
  BookSessionInput,
  BookSessionPayload,
  CancelSessionInput,
  CancelSessionPayload,
  ImportBusyCalendarInput,
  ImportBusyCalendarPayload,
  RescheduleSessionInput,
  RescheduleSessionPayload,
  SetAvailabilityInput,
  SetAvailabilityPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";
import { onTheWire } from "./instants.js";
import { seatsOnTheWire } from "./seats.resolver.js";

/** The schedule belongs to the scheduling service: it judges and writes, the gateway asks and answers. */
@Resolver()
export class Schedule {
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
    const call = { ...onTheWire(keyed(input)), seats: input.seats && seatsOnTheWire(input.seats) };
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
