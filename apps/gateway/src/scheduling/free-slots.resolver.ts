import { DateTime, FreeSlots, type FreeSlotsAnswer, Staffing, TimeZone } from "@coachwork/schema";
import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";
import { refusalError } from "./refusal-error.js";

/** How many slots a page has if nothing else is said. */
const USUAL_PAGE = 100;

/** When coaches can be booked: the scheduling service finds out. */
@Resolver()
export class FreeSlotsQuery {
  @Query(() => FreeSlots, { description: "When coaches can be booked, alone or together." })
  async freeSlots(
    @Arg("coachIds", () => [ID], { description: "The coaches, 1 to 100." }) coachIds: string[],
    @Arg("staffing", () => Staffing, {
      nullable: true,
      description: "How many of them a session takes; if not given, ONE for one coach and ANY for several.",
    })
    staffing: Staffing | null | undefined,
    @Arg("least", () => Int, { nullable: true, description: "How many coaches N_OF takes, 1 to 100." })
    least: number | null | undefined,
    @Arg("sessionTypeId", () => ID, {
      nullable: true,
      description: "The session type, whose duration and terms then hold. Give this or `durationMinutes`.",
    })
    sessionTypeId: string | null | undefined,
    @Arg("durationMinutes", () => Int, {
      nullable: true,
      description: "How long a session takes, 5 to 720 minutes. Give this or `sessionTypeId`.",
    })
    durationMinutes: number | null | undefined,
    @Arg("stepMinutes", () => Int, {
      nullable: true,
      description: "Minutes from the start of one slot to the next; the session type's if not given, or the duration.",
    })
    stepMinutes: number | null | undefined,
    @Arg("from", () => DateTime, { description: "Slots that start at this instant or later." }) from: Date,
    @Arg("to", () => DateTime, { description: "Slots that start before this instant; at most 92 days after `from`." })
    to: Date,
    @Arg("timeZone", () => TimeZone, {
      nullable: true,
      description: "On whose clock slots begin at full hours and the like; the first coach's if not given.",
    })
    timeZone: string | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many slots, 1 to 500; 100 if not given." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "Only slots that come after this cursor." })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<FreeSlots> {
    const question = {
      ...{ coachIds, staffing, least, sessionTypeId, durationMinutes, stepMinutes, timeZone, after },
      from: from.toISOString(),
      to: to.toISOString(),
      first: first ?? USUAL_PAGE,
    };
    const found = await context.services.scheduling(signedIn(context), (service) => service.freeSlots.query(question));
    if (found.refusal) throw refusalError(found.refusal);
    return asAnswer(pageOf(found, after != null)) as FreeSlots;
  }
}

function pageOf({ slots, emptyReasons, ...page }: FreeSlotsAnswer, hasPreviousPage: boolean): object {
  const { hasNextPage, startCursor, endCursor } = page;
  return { slots, emptyReasons, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
}
