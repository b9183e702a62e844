import {
  AcceptSeatOfferInput,
  AcceptSeatOfferPayload,
  DeclineSeatOfferInput,
  DeclineSeatOfferPayload,
  LeaveSeatInput,
  LeaveSeatPayload,
  type SeatsInput,
  SetSeatsInput,
  SetSeatsPayload,
  TakeSeatInput,
  TakeSeatPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** Seats in the sessions of a group. */
@Resolver()
export class SeatMutations {
  @Mutation(() => TakeSeatPayload, {
    description: "Takes a seat in a session, or a place at the end of the line where all seats are taken.",
  })
  takeSeat(
    @Arg("input", () => TakeSeatInput, { description: "The session." }) input: TakeSeatInput,
    @Ctx() context: Context,
  ): Promise<TakeSeatPayload> {
    const call = keyed(input);
    return arrange(context, TakeSeatPayload, (service) => service.takeSeat.mutate(call));
  }

  @Mutation(() => LeaveSeatPayload, {
    description:
      "Gives up a seat, which the first in line is offered then, or a place in line. However late, it costs nothing: what the session takes of the allocation it takes as a whole.",
  })
  leaveSeat(
    @Arg("input", () => LeaveSeatInput, { description: "The seat." }) input: LeaveSeatInput,
    @Ctx() context: Context,
  ): Promise<LeaveSeatPayload> {
    const call = keyed(input);
    return arrange(context, LeaveSeatPayload, (service) => service.leaveSeat.mutate(call));
  }

  @Mutation(() => AcceptSeatOfferPayload, { description: "Takes a seat that is offered." })
  acceptSeatOffer(
    @Arg("input", () => AcceptSeatOfferInput, { description: "The seat." }) input: AcceptSeatOfferInput,
    @Ctx() context: Context,
  ): Promise<AcceptSeatOfferPayload> {
    const call = keyed(input);
    return arrange(context, AcceptSeatOfferPayload, (service) => service.acceptSeatOffer.mutate(call));
  }

  @Mutation(() => DeclineSeatOfferPayload, { description: "Leaves a seat that is offered to the next in line." })
  declineSeatOffer(
    @Arg("input", () => DeclineSeatOfferInput, { description: "The seat." }) input: DeclineSeatOfferInput,
    @Ctx() context: Context,
  ): Promise<DeclineSeatOfferPayload> {
    const call = keyed(input);
    return arrange(context, DeclineSeatOfferPayload, (service) => service.declineSeatOffer.mutate(call));
  }

  @Mutation(() => SetSeatsPayload, {
    description: "Sets how many seats a session has and needs; those who wait are offered what is more than before.",
  })
  setSeats(
    @Arg("input", () => SetSeatsInput, { description: "The session and its seats." }) input: SetSeatsInput,
    @Ctx() context: Context,
  ): Promise<SetSeatsPayload> {
    const call = { ...keyed(input), seats: seatsOnTheWire(input.seats) };
    return arrange(context, SetSeatsPayload, (service) => service.setSeats.mutate(call));
  }
}

/** Instants as text. */
export function seatsOnTheWire({ decideBy, ...seats }: SeatsInput) {
  return { ...seats, decideBy: decideBy?.toISOString() };
}
