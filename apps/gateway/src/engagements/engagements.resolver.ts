import {
  ActivateEngagementPayload,
  CancelEngagementPayload,
  CompleteEngagementPayload,
  CreateEngagementInput,
  CreateEngagementPayload,
  CreateNoteInput,
  CreateNotePayload,
  EngagementStatusInput,
  PauseEngagementPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { activateEngagement } from "./activate-engagement.js";
import { cancelEngagement } from "./cancel-engagement.js";
import { completeEngagement } from "./complete-engagement.js";
import { createEngagement } from "./create-engagement.js";
import { createNote } from "./create-note.js";
import { pauseEngagement } from "./pause-engagement.js";

/** Changes to engagements: their course, and the notes on them. */
@Resolver()
export class EngagementMutations {
  @Mutation(() => CreateEngagementPayload, { description: "Drafts an engagement. For those who run the practice." })
  createEngagement(
    @Arg("input", () => CreateEngagementInput, { description: "The engagement." }) input: CreateEngagementInput,
    @Ctx() context: Context,
  ): Promise<CreateEngagementPayload> {
    return perform(context, CreateEngagementPayload, createEngagement, input);
  }

  @Mutation(() => ActivateEngagementPayload, {
    description: "Starts a drafted engagement, or goes on with a paused one. For those who run the practice.",
  })
  activateEngagement(
    @Arg("input", () => EngagementStatusInput, { description: "The engagement." }) input: EngagementStatusInput,
    @Ctx() context: Context,
  ): Promise<ActivateEngagementPayload> {
    return perform(context, ActivateEngagementPayload, activateEngagement, input);
  }

  @Mutation(() => PauseEngagementPayload, {
    description: "Interrupts an active engagement. For those who run the practice.",
  })
  pauseEngagement(
    @Arg("input", () => EngagementStatusInput, { description: "The engagement." }) input: EngagementStatusInput,
    @Ctx() context: Context,
  ): Promise<PauseEngagementPayload> {
    return perform(context, PauseEngagementPayload, pauseEngagement, input);
  }

  @Mutation(() => CompleteEngagementPayload, {
    description: "Ends an active or paused engagement as agreed. For those who run the practice.",
  })
  completeEngagement(
    @Arg("input", () => EngagementStatusInput, { description: "The engagement." }) input: EngagementStatusInput,
    @Ctx() context: Context,
  ): Promise<CompleteEngagementPayload> {
    return perform(context, CompleteEngagementPayload, completeEngagement, input);
  }

  @Mutation(() => CancelEngagementPayload, {
    description: "Ends a drafted, active or paused engagement early. For those who run the practice.",
  })
  cancelEngagement(
    @Arg("input", () => EngagementStatusInput, { description: "The engagement." }) input: EngagementStatusInput,
    @Ctx() context: Context,
  ): Promise<CancelEngagementPayload> {
    return perform(context, CancelEngagementPayload, cancelEngagement, input);
  }

  @Mutation(() => CreateNotePayload, {
    description: "Writes a note on an engagement. For its coaches and, with the visibility SHARED, its participants.",
  })
  createNote(
    @Arg("input", () => CreateNoteInput, { description: "The note." }) input: CreateNoteInput,
    @Ctx() context: Context,
  ): Promise<CreateNotePayload> {
    return perform(context, CreateNotePayload, createNote, input);
  }
}
