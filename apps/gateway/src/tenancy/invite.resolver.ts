import { InvitePersonInput, InvitePersonPayload } from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { invitePerson } from "./invite-person.js";

@Resolver()
export class InvitationMutations {
  @Mutation(() => InvitePersonPayload, {
    description: "Invites a person to sign in to the firm; replaces invitations of theirs that are open.",
  })
  invitePerson(
    @Arg("input", () => InvitePersonInput) input: InvitePersonInput,
    @Ctx() context: Context,
  ): Promise<InvitePersonPayload> {
    return perform(context, InvitePersonPayload, invitePerson, input);
  }
}
