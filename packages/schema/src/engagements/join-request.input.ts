import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { CalendarDate } from "../common/scalars.js";
import { membershipCodes } from "./engagement.input.js";
import { EngagementSide, JoinRequest } from "./join-request.js";
import { EngagementCoach, EngagementParticipant } from "./membership.js";

@InputType({ description: "A request to join an engagement oneself." })
export class RequestToJoinEngagementInput extends MutationInput {
  @Field(() => ID, { description: "The engagement." })
  engagementId!: string;

  @Field(() => EngagementSide, { description: "On which side." })
  side!: EngagementSide;

  @Field(() => CalendarDate, {
    nullable: true,
    description: "The first day; the day on which somebody consents, in the firm's zone, if not given.",
  })
  joinedOn?: string | null;
}

@InputType({ description: "A request to join an engagement." })
export class JoinRequestInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  id!: string;
}

const joiningCodes = { ...membershipCodes, WRONG_STATUS: "The engagement's status does not allow this." } as const;

const decidingCodes = { ALREADY_DECIDED: "The request was confirmed, declined or withdrawn before." } as const;

export const RequestToJoinEngagementCodes = refusalCodes("RequestToJoinEngagement", {
  ...joiningCodes,
  ALREADY_REQUESTED: "You have asked already, and nobody has decided yet.",
  NEEDS_NO_CONSENT: "Nobody else is or was in the engagement: add yourself.",
});
export const ConfirmJoinRequestCodes = refusalCodes("ConfirmJoinRequest", { ...joiningCodes, ...decidingCodes });
export const DeclineJoinRequestCodes = refusalCodes("DeclineJoinRequest", decidingCodes);
export const WithdrawJoinRequestCodes = refusalCodes("WithdrawJoinRequest", decidingCodes);

@PayloadOf(RequestToJoinEngagementCodes)
export class RequestToJoinEngagementPayload extends Payload {
  @Changed(() => JoinRequest, "The new request.")
  joinRequest?: JoinRequest | null;
}

@PayloadOf(ConfirmJoinRequestCodes)
export class ConfirmJoinRequestPayload extends Payload {
  @Changed(() => JoinRequest, "The request, now confirmed.")
  joinRequest?: JoinRequest | null;
}

@PayloadOf(DeclineJoinRequestCodes)
export class DeclineJoinRequestPayload extends Payload {
  @Changed(() => JoinRequest, "The request, now declined.")
  joinRequest?: JoinRequest | null;
}

@PayloadOf(WithdrawJoinRequestCodes)
export class WithdrawJoinRequestPayload extends Payload {
  @Changed(() => JoinRequest, "The request, now withdrawn.")
  joinRequest?: JoinRequest | null;
}

@InputType({ description: "With whom a coach shares an engagement's earlier notes." })
export class ShareEarlierNotesInput extends MutationInput {
  @Field(() => ID, { description: "The engagement." })
  engagementId!: string;

  @Field(() => ID, { description: "A coach or participant of it, who then reads what the sharing coach reads." })
  personId!: string;
}

export const ShareEarlierNotesCodes = refusalCodes("ShareEarlierNotes", {
  NOT_A_MEMBER: "The person is not in the engagement, today or later.",
  NOTHING_EARLIER: "The person reads from as early a day as the sharing coach already.",
});

@PayloadOf(ShareEarlierNotesCodes)
export class ShareEarlierNotesPayload extends Payload {
  @Changed(() => EngagementCoach, "The membership, where it was shared with a coach.")
  engagementCoach?: EngagementCoach | null;

  @Changed(() => EngagementParticipant, "The membership, where it was shared with a participant.")
  engagementParticipant?: EngagementParticipant | null;
}
