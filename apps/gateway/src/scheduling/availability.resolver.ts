import {
  AddTimeOffInput,
  AddTimeOffPayload,
  AddTravelInput,
  AddTravelPayload,
  RemoveAvailabilityOverrideInput,
  RemoveAvailabilityOverridePayload,
  RemoveTimeOffInput,
  RemoveTimeOffPayload,
  RemoveTravelInput,
  RemoveTravelPayload,
  SetAvailabilityOverrideInput,
  SetAvailabilityOverridePayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";
import { onTheWire } from "./instants.js";

/** What a coach says besides the weekly hours: other hours on a date, time off, journeys. */
@Resolver()
export class AvailabilityMutations {
  @Mutation(() => SetAvailabilityOverridePayload, {
    description: "Sets the hours of one date, in place of the week's.",
  })
  setAvailabilityOverride(
    @Arg("input", () => SetAvailabilityOverrideInput, { description: "The date and its hours." })
    input: SetAvailabilityOverrideInput,
    @Ctx() context: Context,
  ): Promise<SetAvailabilityOverridePayload> {
    const call = keyed(input);
    return arrange(context, SetAvailabilityOverridePayload, (service) => service.setAvailabilityOverride.mutate(call));
  }

  @Mutation(() => RemoveAvailabilityOverridePayload, { description: "Has the week's hours hold again on a date." })
  removeAvailabilityOverride(
    @Arg("input", () => RemoveAvailabilityOverrideInput, { description: "The date." })
    input: RemoveAvailabilityOverrideInput,
    @Ctx() context: Context,
  ): Promise<RemoveAvailabilityOverridePayload> {
    const call = keyed(input);
    return arrange(context, RemoveAvailabilityOverridePayload, (service) =>
      service.removeAvailabilityOverride.mutate(call),
    );
  }

  @Mutation(() => AddTimeOffPayload, { description: "Says when a coach does not work, whatever the hours say." })
  addTimeOff(
    @Arg("input", () => AddTimeOffInput, { description: "The time off." }) input: AddTimeOffInput,
    @Ctx() context: Context,
  ): Promise<AddTimeOffPayload> {
    const call = onTheWire(keyed(input));
    return arrange(context, AddTimeOffPayload, (service) => service.addTimeOff.mutate(call));
  }

  @Mutation(() => RemoveTimeOffPayload, { description: "Has a coach work after all when they had time off." })
  removeTimeOff(
    @Arg("input", () => RemoveTimeOffInput, { description: "The time off." }) input: RemoveTimeOffInput,
    @Ctx() context: Context,
  ): Promise<RemoveTimeOffPayload> {
    const call = keyed(input);
    return arrange(context, RemoveTimeOffPayload, (service) => service.removeTimeOff.mutate(call));
  }

  @Mutation(() => AddTravelPayload, { description: "Has a coach keep the hours in another zone between two dates." })
  addTravel(
    @Arg("input", () => AddTravelInput, { description: "The journey." }) input: AddTravelInput,
    @Ctx() context: Context,
  ): Promise<AddTravelPayload> {
    const call = keyed(input);
    return arrange(context, AddTravelPayload, (service) => service.addTravel.mutate(call));
  }

  @Mutation(() => RemoveTravelPayload, { description: "Has a coach stay at home after all." })
  removeTravel(
    @Arg("input", () => RemoveTravelInput, { description: "The journey." }) input: RemoveTravelInput,
    @Ctx() context: Context,
  ): Promise<RemoveTravelPayload> {
    const call = keyed(input);
    return arrange(context, RemoveTravelPayload, (service) => service.removeTravel.mutate(call));
  }
}
