import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { Engagement } from "../engagements/engagement.js";
import { AllocationEntry } from "./allocation.js";
import { CancellationPolicy, ClientsMay, usualPolicy } from "./cancellation-policy.js";

@InputType({ description: "A change of what the participants of an engagement are entitled to." })
export class AdjustAllocationInput extends MutationInput {
  @Field(() => ID, { description: "The engagement; it must have an allocation." })
  engagementId!: string;

  @Field(() => Int, {
    description:
      "What to add, or to take away where it is negative: sessions, or minutes where the allocation is in hours; -1,000,000 to 1,000,000, not 0.",
  })
  amount!: number;

  @Field(() => String, { description: "Why, 1 to 500 characters; its people read it." })
  reason!: string;
}

export const AdjustAllocationCodes = refusalCodes("AdjustAllocation", {
  NO_ALLOCATION: "The engagement has no allocation.",
  ALLOCATION_EXHAUSTED: "Less is left than would be taken away.",
});

@PayloadOf(AdjustAllocationCodes)
export class AdjustAllocationPayload extends Payload {
  @Changed(() => AllocationEntry, "The entry in the ledger.")
  entry?: AllocationEntry | null;

  @Changed(() => Engagement, "The engagement.")
  engagement?: Engagement | null;
}

@InputType({ description: "A cancellation policy; it replaces what was set before. What is left out is as usual." })
export class SetCancellationPolicyInput extends MutationInput {
  @Field(() => ID, {
    nullable: true,
    description: "The engagement; if not given, the firm's policy for all engagements that have none of their own.",
  })
  engagementId?: string | null;

  @Field(() => Int, {
    defaultValue: usualPolicy.noticeMinutes,
    description: "How many minutes before its start a session can be called off at no cost, 0 to 20,160 (14 days).",
  })
  noticeMinutes!: number;

  @Field(() => Boolean, {
    defaultValue: usualPolicy.lateCancellationForfeits,
    description: "Whether a client who calls off later loses what was reserved.",
  })
  lateCancellationForfeits!: boolean;

  @Field(() => Boolean, {
    defaultValue: usualPolicy.noShowForfeits,
    description: "Whether a client who does not come loses what was reserved.",
  })
  noShowForfeits!: boolean;

  @Field(() => ClientsMay, { defaultValue: usualPolicy.clientsCancel, description: "Until when clients may call off." })
  clientsCancel!: ClientsMay;

  @Field(() => ClientsMay, {
    defaultValue: usualPolicy.clientsReschedule,
    description: "Until when clients may move a session.",
  })
  clientsReschedule!: ClientsMay;
}

export const SetCancellationPolicyCodes = refusalCodes("SetCancellationPolicy");

@PayloadOf(SetCancellationPolicyCodes)
export class SetCancellationPolicyPayload extends Payload {
  @Changed(() => CancellationPolicy, "The policy, as it is now.")
  cancellationPolicy?: CancellationPolicy | null;
}
