import { CoachingHours, CoachingHoursOf, type ValuesOf } from "@coachwork/schema";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { Takes } from "../graphql/takes.js";
import { coachOfHours } from "./coach-of-hours.js";
import { coachingHours } from "./coaching-hours.js";

@Resolver()
export class CoachingHoursQueries {
  @Query(() => CoachingHours, {
    nullable: true,
    description:
      "A coach's client coaching hours, counted as in the log for an ICF credential. Null if there is no person with this id whose hours you may see. Coaches see their own hours. Owners, admins and program managers see everybody's.",
  })
  @Takes(CoachingHoursOf)
  async coachingHours(
    @Ctx() context: Context,
    asked: ValuesOf<typeof CoachingHoursOf.fields>,
  ): Promise<CoachingHours | null> {
    const coachId = await coachOfHours(context, asked);
    if (coachId === null) return null;
    const { firmId } = signedIn(context);
    return coachingHours(context.services.database, { ...asked, firmId, coachId });
  }
}
