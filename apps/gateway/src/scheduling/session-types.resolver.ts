import {
  ArchiveSessionTypeInput,
  ArchiveSessionTypePayload,
  CreateSessionTypeInput,
  CreateSessionTypePayload,
  UpdateSessionTypeInput,
  UpdateSessionTypePayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** The sessions that a firm offers. */
@Resolver()
export class SessionTypeMutations {
  @Mutation(() => CreateSessionTypePayload, {
    description: "Adds a session to what the firm offers. For those who run the practice.",
  })
  createSessionType(
    @Arg("input", () => CreateSessionTypeInput, { description: "The session type." }) input: CreateSessionTypeInput,
    @Ctx() context: Context,
  ): Promise<CreateSessionTypePayload> {
    const call = keyed(input);
    return arrange(context, CreateSessionTypePayload, (service) => service.createSessionType.mutate(call));
  }

  @Mutation(() => UpdateSessionTypePayload, { description: "Changes a session type. For those who run the practice." })
  updateSessionType(
    @Arg("input", () => UpdateSessionTypeInput, { description: "The changes." }) input: UpdateSessionTypeInput,
    @Ctx() context: Context,
  ): Promise<UpdateSessionTypePayload> {
    const call = keyed(input);
    return arrange(context, UpdateSessionTypePayload, (service) => service.updateSessionType.mutate(call));
  }

  @Mutation(() => ArchiveSessionTypePayload, {
    description: "Offers a session type no more. For those who run the practice.",
  })
  archiveSessionType(
    @Arg("input", () => ArchiveSessionTypeInput, { description: "The session type." }) input: ArchiveSessionTypeInput,
    @Ctx() context: Context,
  ): Promise<ArchiveSessionTypePayload> {
    const call = keyed(input);
    return arrange(context, ArchiveSessionTypePayload, (service) => service.archiveSessionType.mutate(call));
  }
}
