import {
  InvitePersonInput,
  InvitePersonPayload,
  WithdrawInvitationInput,
  WithdrawInvitationPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { invitePerson } from "./invite-person.js";
import { withdrawInvitation } from "./withdraw-invitation.js";

@Resolver()
export class InvitationMutations {
  @Mutation(() => InvitePersonPayload, {
    description:
      "Invites a person to sign in to the firm, by a letter to the person's address that nobody else sees. Replaces the open invitation. For OWNER and ADMIN; only OWNER invites an OWNER.",
  })
  invitePerson(
    @Arg("input", () => InvitePersonInput) input: InvitePersonInput,
    @Ctx() context: Context,
  ): Promise<InvitePersonPayload> {
    return perform(context, InvitePersonPayload, invitePerson, input);
  }

  @Mutation(() => WithdrawInvitationPayload, {
    description: "Withdraws a person's open invitation. For OWNER and ADMIN; only OWNER for an OWNER.",
  })
  withdrawInvitation(
    @Arg("input", () => WithdrawInvitationInput, { description: "The person." }) input: WithdrawInvitationInput,
    @Ctx() context: Context,
  ): Promise<WithdrawInvitationPayload> {
    return perform(context, WithdrawInvitationPayload, withdrawInvitation, input);
  }
}
