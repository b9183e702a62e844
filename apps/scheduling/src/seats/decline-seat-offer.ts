import { command, type CommandContext } from "@coachwork/platform";
import { type CodeOf, DeclineSeatOfferCodes, type DeclineSeatOfferInput, MANAGERS } from "@coachwork/schema";
import { seatToAnswerFor } from "./seated-session.js";
import { offerFreeSeats, vacate } from "../booking/seats.js";

type Context = CommandContext<CodeOf<typeof DeclineSeatOfferCodes>>;

/** Leaves the seat that is offered to the next in line. */
export const declineSeatOffer = command({
  codes: DeclineSeatOfferCodes,
  roles: [...MANAGERS, "COACH", "CLIENT"],

  async run(context: Context, { id }: DeclineSeatOfferInput) {
    const { seat, seated } = await seatToAnswerFor(context, id);
    if (seat.status !== "OFFERED") context.refuse("NO_OFFER", "id", `The seat is ${seat.status}; it must be OFFERED.`);
    await vacate(context, seated, seat, "DECLINED");
    await offerFreeSeats(context, seated);
    return { seat: seat.id, session: seat.sessionId };
  },
});
