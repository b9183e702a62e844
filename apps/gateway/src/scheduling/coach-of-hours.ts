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
 * The coach (UUID) whose hours are asked for. Null unless the viewer may see the hours: those who run the practice see everybody's, and
 * coaches their own, including those of engagements that they have left. A duplicate's id means the person.
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
  const { database, reader } = context.services;
  const meant = (await withPresentIds(database, actor, { coachId })) ?? { coachId };
  const coach = uuidOf(Person, meant.coachId);
  const runsPractice = MANAGERS.some((role) => actor.grants.includes(role));
  if (!runsPractice) return actor.grants.includes("COACH") && actor.personId === coach ? coach : null;
  return (await reader.sees(actor, Person, coach)) ? coach : null;
}
