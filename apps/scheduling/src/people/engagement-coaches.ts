import type { CommandContext } from "@coachwork/platform";
import { uuidOf, Person } from "@coachwork/schema";
import type { EngagementPeople, Membership } from "./engagement-people.js";

type Context = CommandContext<"NO_COACH">;
type CoachIds = readonly string[] | null | undefined;

/** The memberships of the requested coaches, in the requested order, or of all coaches. */
export function requestedCoaches(
  context: Context,
  coachIds: CoachIds,
  { coaches }: EngagementPeople,
): readonly Membership[] {
  if (coachIds == null) return coaches;
  if (coachIds.length === 0)
    context.refuse("INVALID", "coachIds", "The list of coaches is empty; name one, or leave it out.");
  return coachIds.flatMap((id, index) => {
    const found = coaches.filter(({ personId }) => personId === uuidOf(Person, id));
    return found.length > 0 ? found : noCoach(context, `coachIds.${index}`, notOne);
  });
}

/**
 * Those of the candidates who coach in the engagement on a date, which are given as `present`. If they were requested by name, all
 * of them must.
 */
export function coachesOn(
  context: Context,
  coachIds: CoachIds,
  present: readonly string[],
  date: string,
): readonly string[] {
  if (present.length === 0)
    noCoach(context, coachIds == null ? "engagementId" : "coachIds", `The engagement has no coach on ${date}.`);
  coachIds?.forEach((id, index) => {
    if (!present.includes(uuidOf(Person, id)))
      noCoach(
        context,
        `coachIds.${index}`,
        `This person is not a coach of the engagement on ${date}; name one who is.`,
      );
  });
  return present;
}

const notOne = "This person is not a coach of the engagement; name one of its coaches.";

function noCoach(context: Context, field: string, message: string): never {
  return context.refuse("NO_COACH", field, message);
}
