import {
  ConfirmHoldInput,
  ConfirmHoldPayload,
  HoldSlotInput,
  HoldSlotPayload,
  ReleaseHoldInput,
  ReleaseHoldPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";
import { onTheWire } from "./instants.js";
import { seatsOnTheWire } from "./seats.resolver.js";

/** Slots that are held while somebody decides. */
@Resolver()
export class HoldMutations {
  @Mutation(() => HoldSlotPayload, {
    description: "Keeps the time of a session for a few minutes; it is booked when the hold is confirmed.",
  })
  holdSlot(
    @Arg("input", () => HoldSlotInput, { description: "The session." }) input: HoldSlotInput,
    @Ctx() context: Context,
  ): Promise<HoldSlotPayload> {
    const call = { ...onTheWire(keyed(input)), seats: input.seats && seatsOnTheWire(input.seats) };
    return arrange(context, HoldSlotPayload, (service) => service.holdSlot.mutate(call));
  }

  @Mutation(() => ConfirmHoldPayload, { description: "Books a session that is held." })
  confirmHold(
    @Arg("input", () => ConfirmHoldInput, { description: "The session." }) input: ConfirmHoldInput,
    @Ctx() context: Context,
  ): Promise<ConfirmHoldPayload> {
    const call = keyed(input);
    return arrange(context, ConfirmHoldPayload, (service) => service.confirmHold.mutate(call));
  }

  @Mutation(() => ReleaseHoldPayload, { description: "Lets a session go that is held; its time is free again." })
  releaseHold(
    @Arg("input", () => ReleaseHoldInput, { description: "The session." }) input: ReleaseHoldInput,
    @Ctx() context: Context,
  ): Promise<ReleaseHoldPayload> {
    const call = keyed(input);
    return arrange(context, ReleaseHoldPayload, (service) => service.releaseHold.mutate(call));
  }
}
