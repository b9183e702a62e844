import {
  RefreshBusyCalendarInput,
  RefreshBusyCalendarPayload,
  RemoveBusyCalendarInput,
  RemoveBusyCalendarPayload,
  SubscribeBusyCalendarInput,
  SubscribeBusyCalendarPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** Calendars from outside that are read from an address, and doing without one. */
@Resolver()
export class BusyCalendarMutations {
  @Mutation(() => SubscribeBusyCalendarPayload, {
    description: "Reads in a calendar from an address, now and from time to time; its times are not free.",
  })
  subscribeBusyCalendar(
    @Arg("input", () => SubscribeBusyCalendarInput, { description: "The calendar." }) input: SubscribeBusyCalendarInput,
    @Ctx() context: Context,
  ): Promise<SubscribeBusyCalendarPayload> {
    const call = keyed(input);
    return arrange(context, SubscribeBusyCalendarPayload, (service) => service.subscribeBusyCalendar.mutate(call));
  }

  @Mutation(() => RefreshBusyCalendarPayload, { description: "Reads a calendar from its address now." })
  refreshBusyCalendar(
    @Arg("input", () => RefreshBusyCalendarInput, { description: "The calendar." }) input: RefreshBusyCalendarInput,
    @Ctx() context: Context,
  ): Promise<RefreshBusyCalendarPayload> {
    const call = keyed(input);
    return arrange(context, RefreshBusyCalendarPayload, (service) => service.refreshBusyCalendar.mutate(call));
  }

  @Mutation(() => RemoveBusyCalendarPayload, { description: "Does without a calendar: its times are free again." })
  removeBusyCalendar(
    @Arg("input", () => RemoveBusyCalendarInput, { description: "The calendar." }) input: RemoveBusyCalendarInput,
    @Ctx() context: Context,
  ): Promise<RemoveBusyCalendarPayload> {
    const call = keyed(input);
    return arrange(context, RemoveBusyCalendarPayload, (service) => service.removeBusyCalendar.mutate(call));
  }
}
