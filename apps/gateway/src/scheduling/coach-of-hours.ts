import { withPresentIds } from "@coachwork/platform";
import { MANAGERS, Person, uuidOf } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { type Context, signedIn } from "../graphql/context.js";

/** A coach by an id at the API, and days, both included, `YYYY-MM-DD`. */
interface Asked {
  readonly coachId: string;
  readonly from: string;
  readonly until: string;
}

/**
 * Whose hours (UUID) are asked for. Null if the viewer may not see them: those who run the practice see everybody's, and coaches their
 * own, including those of engagements that they have left. It may be a duplicate's id, or nobody's.
 * @throws GraphQLError for an API key, and for days in the wrong order
 */
export async function coachOfHours(context: Context, { coachId, from, until }: Asked): Promise<string | null> {
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
  const coach = uuidOf(Person, coachId);
  if (MANAGERS.some((role) => actor.grants.includes(role))) return coach;
  if (!actor.grants.includes("COACH")) return null;
  if (actor.personId === coach) return coach;
  // A coach may know themselves by the id of a duplicate.
  const meant = await withPresentIds(context.services.database, actor, { coachId });
  return meant && uuidOf(Person, meant.coachId) === actor.personId ? actor.personId : null;
}
