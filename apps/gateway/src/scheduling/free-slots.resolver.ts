import { FindFreeSlots, FreeSlots, type FreeSlotsAnswer } from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";
import { Takes } from "../graphql/takes.js";
import { refusalError } from "./refusal-error.js";

/** When coaches can be booked, from the scheduling service. */
@Resolver()
export class FreeSlotsQuery {
  @Query(() => FreeSlots, {
    description:
      "When coaches can be booked, alone or together. Clients get no slots at which they have a session themselves.",
  })
  @Takes(FindFreeSlots)
  async freeSlots(@Ctx() context: Context, question: { readonly after?: string | null }): Promise<FreeSlots> {
    const found = await context.services.scheduling(signedIn(context), (service) => service.freeSlots.query(question));
    if (found.refusal) throw refusalError(found.refusal);
    return asAnswer(pageOf(found, question.after != null)) as FreeSlots;
  }
}

function pageOf({ slots, emptyReasons, ...page }: FreeSlotsAnswer, hasPreviousPage: boolean): object {
  const { hasNextPage, startCursor, endCursor } = page;
  return { slots, emptyReasons, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
}
