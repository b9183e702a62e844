import {
  AddEngagementCoachPayload,
  AddEngagementParticipantPayload,
  AddToEngagementInput,
  EndEngagementCoachPayload,
  EndEngagementParticipantPayload,
  EndMembershipInput,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { addEngagementCoach } from "./add-engagement-coach.js";
import { addEngagementParticipant } from "./add-engagement-participant.js";
import { endEngagementCoach } from "./end-engagement-coach.js";
import { endEngagementParticipant } from "./end-engagement-participant.js";

/** Changes to who is in an engagement. */
@Resolver()
export class MembershipMutations {
  @Mutation(() => AddEngagementCoachPayload, {
    description: "Adds a coach or mentor to an engagement. For those who run the practice.",
  })
  addEngagementCoach(
    @Arg("input", () => AddToEngagementInput, { description: "Who joins what." }) input: AddToEngagementInput,
    @Ctx() context: Context,
  ): Promise<AddEngagementCoachPayload> {
    return perform(context, AddEngagementCoachPayload, addEngagementCoach, input);
  }

  @Mutation(() => EndEngagementCoachPayload, {
    description:
      "Ends somebody's coaching or mentoring in an engagement; it stays as history. For those who run the practice.",
  })
  endEngagementCoach(
    @Arg("input", () => EndMembershipInput, { description: "Who leaves when." }) input: EndMembershipInput,
    @Ctx() context: Context,
  ): Promise<EndEngagementCoachPayload> {
    return perform(context, EndEngagementCoachPayload, endEngagementCoach, input);
  }

  @Mutation(() => AddEngagementParticipantPayload, {
    description: "Adds a client or mentee to an engagement. For those who run the practice.",
  })
  addEngagementParticipant(
    @Arg("input", () => AddToEngagementInput, { description: "Who joins what." }) input: AddToEngagementInput,
    @Ctx() context: Context,
  ): Promise<AddEngagementParticipantPayload> {
    return perform(context, AddEngagementParticipantPayload, addEngagementParticipant, input);
  }

  @Mutation(() => EndEngagementParticipantPayload, {
    description: "Ends somebody's part in an engagement; it stays as history. For those who run the practice.",
  })
  endEngagementParticipant(
    @Arg("input", () => EndMembershipInput, { description: "Who leaves when." }) input: EndMembershipInput,
    @Ctx() context: Context,
  ): Promise<EndEngagementParticipantPayload> {
    return perform(context, EndEngagementParticipantPayload, endEngagementParticipant, input);
  }
}
