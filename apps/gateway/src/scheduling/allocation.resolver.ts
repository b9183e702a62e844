import {
  AdjustAllocationInput,
  AdjustAllocationPayload,
  SetCancellationPolicyInput,
  SetCancellationPolicyPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** What sessions take of an engagement's allocation, and what calling them off costs. */
@Resolver()
export class AllocationMutations {
  @Mutation(() => AdjustAllocationPayload, { description: "Adds to an engagement's allocation or takes from it." })
  adjustAllocation(
    @Arg("input", () => AdjustAllocationInput, { description: "The change." }) input: AdjustAllocationInput,
    @Ctx() context: Context,
  ): Promise<AdjustAllocationPayload> {
    const call = keyed(input);
    return arrange(context, AdjustAllocationPayload, (service) => service.adjustAllocation.mutate(call));
  }

  @Mutation(() => SetCancellationPolicyPayload, {
    description: "Sets until when sessions can be called off or moved, by whom, and what it costs.",
  })
  setCancellationPolicy(
    @Arg("input", () => SetCancellationPolicyInput, { description: "The policy." }) input: SetCancellationPolicyInput,
    @Ctx() context: Context,
  ): Promise<SetCancellationPolicyPayload> {
    const call = keyed(input);
    return arrange(context, SetCancellationPolicyPayload, (service) => service.setCancellationPolicy.mutate(call));
  }
}
