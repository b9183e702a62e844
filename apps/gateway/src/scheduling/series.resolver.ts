import {
  BookSeriesInput,
  BookSeriesPayload,
  CancelSeriesInput,
  CancelSeriesPayload,
  ChangeSeriesInput,
  ChangeSeriesPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { arrange, keyed } from "./arrange.js";

/** Sessions that recur. */
@Resolver()
export class SeriesMutations {
  @Mutation(() => BookSeriesPayload, {
    description:
      "Books a recurring session: what lies in the next 180 days at once, at most 100 sessions; the others by and by. All of what is booked at once or nothing, unless asked for what is possible.",
  })
  bookSeries(
    @Arg("input", () => BookSeriesInput, { description: "The series." }) input: BookSeriesInput,
    @Ctx() context: Context,
  ): Promise<BookSeriesPayload> {
    const call = keyed(input);
    return arrange(context, BookSeriesPayload, (service) => service.bookSeries.mutate(call));
  }

  @Mutation(() => CancelSeriesPayload, {
    description: "Calls off what lies ahead of a series, or of it from one of its sessions on.",
  })
  cancelSeries(
    @Arg("input", () => CancelSeriesInput, { description: "The series." }) input: CancelSeriesInput,
    @Ctx() context: Context,
  ): Promise<CancelSeriesPayload> {
    const call = { ...keyed(input), from: input.from?.toISOString() };
    return arrange(context, CancelSeriesPayload, (service) => service.cancelSeries.mutate(call));
  }

  @Mutation(() => ChangeSeriesPayload, {
    description: "Has a series go on otherwise from one of its sessions on: another series follows it.",
  })
  changeSeries(
    @Arg("input", () => ChangeSeriesInput, { description: "The series and what is to be otherwise." })
    input: ChangeSeriesInput,
    @Ctx() context: Context,
  ): Promise<ChangeSeriesPayload> {
    const call = { ...keyed(input), from: input.from.toISOString() };
    return arrange(context, ChangeSeriesPayload, (service) => service.changeSeries.mutate(call));
  }
}
