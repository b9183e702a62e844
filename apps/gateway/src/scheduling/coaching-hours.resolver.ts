import { CoachingHours, CoachingHoursOf, Person, uuidOf, type ValuesOf } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Ctx, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { Takes } from "../graphql/takes.js";
import { coachingHours, maySeeHoursOf } from "./coaching-hours.js";

@Resolver()
export class CoachingHoursQueries {
  @Query(() => CoachingHours, {
    nullable: true,
    description:
      "A coach's client coaching hours, as the log for an ICF credential counts them; null where there is nobody with this id whose hours you may see. Coaches see their own, and who runs the practice all.",
  })
  @Takes(CoachingHoursOf)
  async coachingHours(
    @Ctx() context: Context,
    { coachId, from, until }: ValuesOf<typeof CoachingHoursOf.fields>,
  ): Promise<CoachingHours | null> {
    const actor = signedIn(context);
    if (actor.personId === null) {
      throw new GraphQLError("CoachingHours cannot be read with an API key, whatever its scopes.", {
        extensions: { code: "INSUFFICIENT_SCOPE" },
      });
    }
    if (until < from) {
      throw new GraphQLError(`until is ${until}, before from, which is ${from}; give the later date as until.`, {
        extensions: { code: "BAD_USER_INPUT" },
      });
    }
    const coach = uuidOf(Person, coachId);
    return maySeeHoursOf(actor, coach) ? coachingHours(context.services.database, actor, coach, { from, until }) : null;
  }
}
