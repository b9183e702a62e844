import { type ContextOf, implement } from "@coachwork/platform";
import { Engagement, EngagementCoach, isEngagementOver, Person, RematchEngagement } from "@coachwork/schema";
import type { TakePlaces } from "./capacity.js";
import { successorTo } from "./hand-over.js";
import { holdsOn } from "./membership.js";
import { replaceCoach } from "./replace-coach.js";
import type { TermsChanged } from "./terms-changed.js";

type Context = ContextOf<typeof RematchEngagement>;

/**
 * Replaces a coach of an engagement by another. A job then frees the sessions ahead of the coach who leaves, as for every coach
 * who leaves. The new coach takes them over if the old membership is handed over to them.
 */
export const rematchEngagement = (takePlaces: TakePlaces, termsChanged: TermsChanged) =>
  implement(RematchEngagement, async (context, input) => {
    const { actor } = context;
    const { sessions, reason } = input;
    const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
    const first = engagement.startsOn > actor.today ? engagement.startsOn : actor.today;
    const startsOn = input.startsOn ?? first;
    refuseDay(context, engagement, { first, startsOn });
    const leaver = await context.fetch(Person, input.fromCoachId, "fromCoachId");
    const membership = await coachingOn(context, engagement, leaver, startsOn);
    const successor = await successorTo(context, leaver, { id: input.toCoachId, field: "toCoachId" });

    const replacing = { engagement, membership, successor, startsOn, sessions, reason };
    const rematch = await replaceCoach(context, replacing, { takePlaces, termsChanged });
    return { engagement: engagement.id, rematch };
  });

function refuseDay(
  context: Context,
  engagement: Engagement,
  { first, startsOn: day }: { readonly first: string; readonly startsOn: string },
): void {
  if (isEngagementOver(engagement.status)) {
    const message = `The engagement is ${engagement.status}. Only one that goes on gets another coach.`;
    context.refuse("WRONG_STATUS", "engagementId", message);
  }
  if (day < first) {
    const message = `The new coach would begin on ${day}. Give ${first} or a later day.`;
    context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
  }
  if (engagement.endsOn === null || day <= engagement.endsOn) return;
  const message = `The new coach would begin on ${day}, after the engagement's last day, ${engagement.endsOn}. Give that day or an earlier one.`;
  context.refuse("OUTSIDE_ENGAGEMENT", "startsOn", message);
}

/** The membership of somebody who coaches in the engagement on that day. */
async function coachingOn(context: Context, engagement: Engagement, coach: Person, day: string) {
  const memberships = await context.transaction.find(EngagementCoach, {
    ...{ engagementId: engagement.id, personId: coach.id },
  });
  const message = `${coach.name} does not coach in the engagement on ${day}. Name one of its coaches on that day.`;
  const membership = memberships.find((each) => holdsOn(each, day));
  if (!membership) return context.refuse("NOT_A_MEMBER", "fromCoachId", message);
  if (membership.leftOn === null) return membership;
  const leaves = `${coach.name} already leaves the engagement on ${membership.leftOn}. Change that first with endEngagementCoach.`;
  return context.refuse("ALREADY_LEAVING", "fromCoachId", leaves);
}
