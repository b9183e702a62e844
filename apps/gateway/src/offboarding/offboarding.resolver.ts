import {
  DeactivatePersonInput,
  DeactivatePersonPayload,
  ReactivatePersonInput,
  ReactivatePersonPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { deactivatePerson } from "./deactivate-person.js";
import { reactivatePerson } from "./reactivate-person.js";

@Resolver()
export class OffboardingMutations {
  @Mutation(() => DeactivatePersonPayload, {
    description:
      "Takes somebody out of the firm: sign-in, sockets, API keys and calendar feeds end at once, and so does what the person does in engagements. A coach's engagements can be handed over to another. Sessions ahead are called off by the firm where no other coach goes on, or where the person took part alone: nothing is forfeited. What was stays, as history. For OWNER and ADMIN; only OWNER deactivates an owner.",
  })
  deactivatePerson(
    @Arg("input", () => DeactivatePersonInput, { description: "Who leaves." }) input: DeactivatePersonInput,
    @Ctx() context: Context,
  ): Promise<DeactivatePersonPayload> {
    return perform(context, DeactivatePersonPayload, deactivatePerson, input);
  }

  @Mutation(() => ReactivatePersonPayload, {
    description:
      "Lets a deactivated person back in, with the roles held before. Sessions, memberships, API keys and calendar feeds do not come back. For OWNER and ADMIN; only OWNER lets an owner back in.",
  })
  reactivatePerson(
    @Arg("input", () => ReactivatePersonInput, { description: "Who comes back." }) input: ReactivatePersonInput,
    @Ctx() context: Context,
  ): Promise<ReactivatePersonPayload> {
    return perform(context, ReactivatePersonPayload, reactivatePerson, input);
  }
}
