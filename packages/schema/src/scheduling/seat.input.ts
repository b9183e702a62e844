import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { DateTime } from "../common/scalars.js";
import { Seat } from "./seat.js";
import { Session } from "./session.js";

/** How long a seat is kept for who is offered it, where nothing else is said: half a day. */
export const OFFER_MINUTES = 720;

@InputType({ description: "How many seats a session of a group has, and how many it needs." })
export class SeatsInput {
  @Field(() => Int, { description: "How many can take part, 1 to 500." })
  capacity!: number;

  @Field(() => Int, {
    nullable: true,
    description: "How many must, 1 to the capacity; with `decideBy`. If not given, the session stands in any case.",
  })
  minimum?: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "When it is decided: with fewer seats taken or offered then than the minimum the session is called off by the firm, and nothing is forfeited. Later than now, and not after the start.",
  })
  decideBy?: Date | null;

  @Field(() => Int, {
    defaultValue: OFFER_MINUTES,
    description:
      "For how many minutes a seat that falls free is kept for the first in line, 5 to 20,160 (14 days); never beyond the start.",
  })
  offerMinutes!: number;
}

const sessionCodes = {
  WRONG_STATUS: "The session has begun or was called off.",
} as const;

const seatsCodes = {
  ...sessionCodes,
  NO_SEATS: "The session has no seats: everybody in the engagement is expected.",
} as const;

@InputType({ description: "A session to take a seat in." })
export class TakeSeatInput extends MutationInput {
  @Field(() => ID, { description: "The session." })
  sessionId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "For whom: a participant of the engagement; oneself if not given. Clients take a seat for themselves alone.",
  })
  personId?: string | null;
}

export const TakeSeatCodes = refusalCodes("TakeSeat", {
  ...seatsCodes,
  ENGAGEMENT_NOT_ACTIVE: "Seats can be taken in an active engagement only.",
  NOT_A_PARTICIPANT: "The person does not take part in the engagement on the day of the session.",
  HAS_SEAT: "The person has a seat, the offer of one or a place in line already.",
});

@PayloadOf(TakeSeatCodes)
export class TakeSeatPayload extends Payload {
  @Changed(() => Seat, "The seat: TAKEN, or WAITING with a place in line where all are taken.")
  seat?: Seat | null;

  @Changed(() => Session, "The session.")
  session?: Session | null;
}

@InputType({ description: "A seat, or a place in line, to give up." })
export class LeaveSeatInput extends MutationInput {
  @Field(() => ID, { description: "The seat; clients give up their own alone." })
  id!: string;
}

export const LeaveSeatCodes = refusalCodes("LeaveSeat", {
  ...sessionCodes,
  NO_SEAT: "There is neither a seat nor a place in line to give up.",
});

@PayloadOf(LeaveSeatCodes)
export class LeaveSeatPayload extends Payload {
  @Changed(() => Seat, "The seat, now LEFT.")
  seat?: Seat | null;

  @Changed(() => Session, "The session.")
  session?: Session | null;
}

@InputType({ description: "The offer of a seat, to accept." })
export class AcceptSeatOfferInput extends MutationInput {
  @Field(() => ID, { description: "The seat; clients answer for themselves alone." })
  id!: string;
}

export const AcceptSeatOfferCodes = refusalCodes("AcceptSeatOffer", {
  ...sessionCodes,
  NO_OFFER: "No seat is offered.",
  OFFER_EXPIRED: "The seat was offered, but for a time that is over.",
});

@PayloadOf(AcceptSeatOfferCodes)
export class AcceptSeatOfferPayload extends Payload {
  @Changed(() => Seat, "The seat, now TAKEN.")
  seat?: Seat | null;

  @Changed(() => Session, "The session.")
  session?: Session | null;
}

@InputType({ description: "The offer of a seat, to decline." })
export class DeclineSeatOfferInput extends MutationInput {
  @Field(() => ID, { description: "The seat; clients answer for themselves alone." })
  id!: string;
}

export const DeclineSeatOfferCodes = refusalCodes("DeclineSeatOffer", {
  ...sessionCodes,
  NO_OFFER: "No seat is offered.",
});

@PayloadOf(DeclineSeatOfferCodes)
export class DeclineSeatOfferPayload extends Payload {
  @Changed(() => Seat, "The seat, now DECLINED.")
  seat?: Seat | null;

  @Changed(() => Session, "The session.")
  session?: Session | null;
}

@InputType({ description: "Seats of a session, in place of what was set before." })
export class SetSeatsInput extends MutationInput {
  @Field(() => ID, { description: "The session; it must have been booked with seats." })
  sessionId!: string;

  @Field(() => SeatsInput, {
    description: "How many it has and needs. Another minimum or `decideBy` than before is decided anew.",
  })
  seats!: SeatsInput;
}

export const SetSeatsCodes = refusalCodes("SetSeats", {
  ...seatsCodes,
  SEATS_TAKEN: "More seats are taken or offered than the session would have.",
});

@PayloadOf(SetSeatsCodes)
export class SetSeatsPayload extends Payload {
  @Changed(() => Session, "The session, as it is now.")
  session?: Session | null;
}
