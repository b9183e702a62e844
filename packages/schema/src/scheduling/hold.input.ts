import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { BookSessionInput, bookingCodes } from "./schedule.input.js";
import { Session } from "./session.js";

/** How many slots somebody can hold at a time; each has one of so many places. */
export const MOST_HOLDS = 3;

@InputType({ description: "A session to keep the time of while somebody decides." })
export class HoldSlotInput extends BookSessionInput {
  @Field(() => Int, {
    defaultValue: 5,
    description: "For how many minutes, 1 to 15; never beyond the session's start.",
  })
  minutes!: number;
}

export const HoldSlotCodes = refusalCodes("HoldSlot", {
  ...bookingCodes,
  TOO_MANY_HOLDS: `Somebody holds at most ${MOST_HOLDS} slots at a time.`,
});

@PayloadOf(HoldSlotCodes)
export class HoldSlotPayload extends Payload {
  @Changed(() => Session, "The session, held until its `heldUntil`.")
  session?: Session | null;
}

@InputType({ description: "A held session to book." })
export class ConfirmHoldInput extends MutationInput {
  @Field(() => ID, { description: "The session." })
  id!: string;
}

export const ConfirmHoldCodes = refusalCodes("ConfirmHold", {
  WRONG_STATUS: "Only a session that is held can be confirmed.",
  HOLD_EXPIRED: "The hold is over.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
});

@PayloadOf(ConfirmHoldCodes)
export class ConfirmHoldPayload extends Payload {
  @Changed(() => Session, "The session, now confirmed.")
  session?: Session | null;
}

@InputType({ description: "A held session to let go." })
export class ReleaseHoldInput extends MutationInput {
  @Field(() => ID, { description: "The session." })
  id!: string;
}

export const ReleaseHoldCodes = refusalCodes("ReleaseHold", {
  WRONG_STATUS: "Only a session that is held can be let go.",
});

@PayloadOf(ReleaseHoldCodes)
export class ReleaseHoldPayload extends Payload {
  @Changed(() => Session, "The session, now expired; its time is free again.")
  session?: Session | null;
}
