import { withPresentIds } from "@coachwork/platform";
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
      "A coach's client coaching hours, counted as in the log for an ICF credential. Null if there is no person with this id whose hours you may see. Coaches see their own hours. Owners, admins and program managers see everybody's.",
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
      throw new GraphQLError(`until is ${until}, which is before from (${from}). Give a later date.`, {
        extensions: { code: "BAD_USER_INPUT" },
      });
    }
    const { database } = context.services;
    const days = { from, until };
    const coach = uuidOf(Person, coachId);
    if (maySeeHoursOf(actor, coach)) return coachingHours(database, actor, coach, days);
    // A coach may know themselves by the id of a duplicate.
    const meant = actor.grants.includes("COACH") && (await withPresentIds(database, actor, { coachId }));
    if (!meant || uuidOf(Person, meant.coachId) !== actor.personId) return null;
    return coachingHours(database, actor, actor.personId, days);
  }
}
