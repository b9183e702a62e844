import type { Outcome } from "@coachwork/platform";
import {
  CreateCalendarFeedInput,
  CreateCalendarFeedPayload,
  RevokeCalendarFeedInput,
  RevokeCalendarFeedPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { feedAddress } from "./calendar-feeds.js";
import { arrange, keyed } from "./arrange.js";

/** Private addresses at which calendar programs read a person's sessions. */
@Resolver()
export class CalendarFeedMutations {
  @Mutation(() => CreateCalendarFeedPayload, {
    description: "Makes a calendar feed of one's own; the answer alone shows its address.",
  })
  createCalendarFeed(
    @Arg("input", () => CreateCalendarFeedInput, { description: "The feed." }) input: CreateCalendarFeedInput,
    @Ctx() context: Context,
  ): Promise<CreateCalendarFeedPayload> {
    const call = keyed(input);
    return arrange(context, CreateCalendarFeedPayload, async (service) =>
      withAddress(await service.createCalendarFeed.mutate(call), context.services.publicUrl),
    );
  }

  @Mutation(() => RevokeCalendarFeedPayload, {
    description: "Ends a calendar feed for good and at once: one's own, or anybody's for those who run the practice.",
  })
  revokeCalendarFeed(
    @Arg("input", () => RevokeCalendarFeedInput, { description: "The feed." }) input: RevokeCalendarFeedInput,
    @Ctx() context: Context,
  ): Promise<RevokeCalendarFeedPayload> {
    const call = keyed(input);
    return arrange(context, RevokeCalendarFeedPayload, (service) => service.revokeCalendarFeed.mutate(call));
  }
}

/** The service knows the token, and the gateway where it is reached. */
function withAddress({ result, refusals }: Outcome, publicUrl: string): Outcome {
  const { token, ...shown } = result ?? {};
  const address = typeof token === "string" ? feedAddress(publicUrl, token) : null;
  return { result: result && { ...shown, address }, refusals };
}
