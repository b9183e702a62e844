import { FindSchedule, ScheduleEntry } from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";
import { Takes } from "../graphql/takes.js";
import { refusalError } from "./refusal-error.js";

/** What takes coaches' time, from the scheduling service. */
@Resolver()
export class ScheduleQuery {
  @Query(() => [ScheduleEntry], {
    description:
      "What takes coaches' time in a range, in order of the start: sessions, holds, time off and busy times. Whoever may not see more only learns that the coach is busy.",
  })
  @Takes(FindSchedule)
  async schedule(@Ctx() context: Context, question: Record<string, unknown>): Promise<ScheduleEntry[]> {
    const found = await context.services.scheduling(signedIn(context), (service) => service.schedule.query(question));
    if (found.refusal) throw refusalError(found.refusal);
    return asAnswer(found.entries) as ScheduleEntry[];
  }
}
