import {
  ConfirmJoinRequestPayload,
  DeclineJoinRequestPayload,
  JoinRequestInput,
  RequestToJoinEngagementInput,
  RequestToJoinEngagementPayload,
  ShareEarlierNotesInput,
  ShareEarlierNotesPayload,
  WithdrawJoinRequestPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { confirmJoinRequest } from "./confirm-join-request.js";
import { declineJoinRequest } from "./decline-join-request.js";
import { requestToJoinEngagement } from "./request-to-join-engagement.js";
import { shareEarlierNotes } from "./share-earlier-notes.js";
import { withdrawJoinRequest } from "./withdraw-join-request.js";

/** Requests to join an engagement, and sharing its earlier notes. */
@Resolver()
export class JoiningMutations {
  @Mutation(() => RequestToJoinEngagementPayload, {
    description:
      "Asks to join an engagement oneself, which takes another person's consent. For those who run the practice.",
  })
  requestToJoinEngagement(
    @Arg("input", () => RequestToJoinEngagementInput, { description: "The request." })
    input: RequestToJoinEngagementInput,
    @Ctx() context: Context,
  ): Promise<RequestToJoinEngagementPayload> {
    return perform(context, RequestToJoinEngagementPayload, requestToJoinEngagement, input);
  }

  @Mutation(() => ConfirmJoinRequestPayload, {
    description:
      "Consents to a request: the person joins the engagement. For anybody else who runs the practice, coaches in it or takes part.",
  })
  confirmJoinRequest(
    @Arg("input", () => JoinRequestInput, { description: "The request." }) input: JoinRequestInput,
    @Ctx() context: Context,
  ): Promise<ConfirmJoinRequestPayload> {
    return perform(context, ConfirmJoinRequestPayload, confirmJoinRequest, input);
  }

  @Mutation(() => DeclineJoinRequestPayload, {
    description: "Declines a request. For those who may confirm it.",
  })
  declineJoinRequest(
    @Arg("input", () => JoinRequestInput, { description: "The request." }) input: JoinRequestInput,
    @Ctx() context: Context,
  ): Promise<DeclineJoinRequestPayload> {
    return perform(context, DeclineJoinRequestPayload, declineJoinRequest, input);
  }

  @Mutation(() => WithdrawJoinRequestPayload, { description: "Withdraws a request of one's own." })
  withdrawJoinRequest(
    @Arg("input", () => JoinRequestInput, { description: "The request." }) input: JoinRequestInput,
    @Ctx() context: Context,
  ): Promise<WithdrawJoinRequestPayload> {
    return perform(context, WithdrawJoinRequestPayload, withdrawJoinRequest, input);
  }

  @Mutation(() => ShareEarlierNotesPayload, {
    description:
      "Lets a later coach or participant read the notes and agendas from before they joined, as far back as the sharing coach reads. For coaches of the engagement.",
  })
  shareEarlierNotes(
    @Arg("input", () => ShareEarlierNotesInput, { description: "With whom." }) input: ShareEarlierNotesInput,
    @Ctx() context: Context,
  ): Promise<ShareEarlierNotesPayload> {
    return perform(context, ShareEarlierNotesPayload, shareEarlierNotes, input);
  }
}
